package dev.lifeguard.migrate.dialect;

import java.util.Optional;

/** Whether a table may run code of others with the rights of who uses it. */
public interface TrustSql {

    /**
     * Fails by a division by zero unless it is certain that nothing in the table runs code of
     * others; and as every statement on it does where it is not there. It stands before the first
     * statement on the table; empty where others cannot make such a table.
     */
    default Optional<BoundSql> requireUsual() {
        return Optional.empty();
    }

    /**
     * Why the table might run code of others, the weightiest reason first: its kind, what it is
     * about, and who this role is; no row where there is none after all.
     */
    default BoundSql reasonsAgainst() {
        throw new IllegalStateException("Nothing speaks against a table here");
    }

    /** The same as {@link #requireUsual}, for a table without reasons against it. */
    default BoundSql requireNoReasons() {
        throw new IllegalStateException("Nothing speaks against a table here");
    }
}
