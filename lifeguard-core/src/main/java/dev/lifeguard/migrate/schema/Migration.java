package dev.lifeguard.migrate.schema;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change to a database in Java, and the way back; an extension point.
 *
 * <p>A class named as a file of migrations is, for example {@code m20240120120000_create_users},
 * has its version and name by its name. Any other says them itself.
 *
 * <p>One instance may be used for several databases at once, so it keeps nothing between two calls.
 */
public interface Migration {

    /**
     * The 14 digits of a date and time, YYYYMMDDHHMMSS.
     *
     * @throws IllegalStateException when neither the class's name nor the class says it
     */
    default long version() {
        return NamedClass.of(getClass()).version();
    }

    /**
     * The name, for example {@code create_users}, of at most 255 characters.
     *
     * @throws IllegalStateException when neither the class's name nor the class says it
     */
    default String name() {
        return NamedClass.of(getClass()).name();
    }

    /**
     * Applies the change.
     *
     * <p>On PostgreSQL it is called again on the same object where the first call met a lock of
     * another transaction: what was done in the database is rolled back in between, and what was
     * kept anywhere else is not.
     *
     * @throws Exception when it cannot; what was done is rolled back where the database can
     */
    void up(SchemaManager schema) throws Exception;

    /**
     * Takes the change back. A migration that cannot is an {@link IrreversibleMigration}.
     *
     * @throws Exception when it cannot; what was done is rolled back where the database can
     */
    void down(SchemaManager schema) throws Exception;

    /** How its statements are divided into transactions; all of them and its record in one. */
    default Transactions transactions() {
        return Transactions.WHOLE;
    }

    /**
     * The version of a migration that runs in batches, all of which are to be done before this one
     * is applied: until then it stays pending, with what follows it. Empty where it waits for none.
     */
    default OptionalLong requires() {
        return OptionalLong.empty();
    }

    /**
     * What its source hashes to, in 64 hexadecimal digits; empty where only the build knows it.
     *
     * <p>A migration that is compiled while migrating, or that the build listed in its index, has
     * the checksum of its source without this.
     */
    default Optional<String> checksum() {
        return Optional.empty();
    }

    /** How the statements of a migration are divided into transactions. */
    enum Transactions {
        /**
         * All in one, with the migration's record; on a database whose DDL commits by itself as
         * {@link #PER_STATEMENT}.
         */
        WHOLE,
        /**
         * Each for itself, with the progress recorded; for what cannot run in a transaction, such
         * as an index that is built concurrently.
         */
        PER_STATEMENT
    }
}
