package dev.lifeguard.migrate.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Statements on the settings of a session, so that what a script sets stays its own. */
public interface SessionSql {

    /**
     * One row: the schema that is resolved first, or null; the search path; the number of the
     * server's process, or null where it has none; and how many milliseconds a statement may take
     * before the server ends it, 0 for any number and null where that is not known.
     */
    BoundSql place();

    /** One row for each setting that the session itself changed: its name and its value. */
    BoundSql changed();

    /** One row for each setting that says who the session is: its name and its value. */
    BoundSql identity();

    /** Puts every setting that the session changed back to what it was at the login. */
    BoundSql reset();

    /** Sets one setting. */
    BoundSql set(Lasting lasting, String setting, String value);

    /** The settings that say who the session is. */
    List<String> identityNames();

    /** Makes the session somebody: sets some of those settings to such values. */
    default List<BoundSql> become(Lasting lasting, Map<String, String> identity) {
        return identity.entrySet().stream()
                .map(setting -> set(lasting, setting.getKey(), setting.getValue()))
                .toList();
    }

    /** The settings that a transaction can neither change nor set to what they are. */
    default Set<String> fixedInTransaction() {
        return Set.of();
    }

    /** Whether a rollback takes back what a transaction set. */
    boolean endsWithTransaction();

    /**
     * One row for each thing that the session keeps and that is no setting, such as a temporary
     * table: the statement that removes it, and the one that removes all of its kind. Empty where
     * nobody asks.
     */
    default Optional<BoundSql> kept() {
        return Optional.empty();
    }

    /** One row with one value: "0" where there are none of them, or else their number or more. */
    default Optional<BoundSql> countKept() {
        return Optional.empty();
    }

    /**
     * Present where a session keeps what no query shows, so that only a reset removes it: one row
     * for each setting that a reset would change and that is not among {@link #changed()}.
     */
    default Optional<BoundSql> changedByReset() {
        return Optional.empty();
    }

    /** Sets several of them, in their order. */
    default List<BoundSql> setAll(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(it -> set(Lasting.SESSION, it.getKey(), it.getValue()))
                .toList();
    }

    /** How long a setting lasts. */
    enum Lasting {
        /** To the end of the transaction. */
        TRANSACTION,
        /** To the end of the session. */
        SESSION
    }

    /** The search path that looks into a schema first and then where it looked before. */
    String pathThrough(String schema, String searchPath);
}
