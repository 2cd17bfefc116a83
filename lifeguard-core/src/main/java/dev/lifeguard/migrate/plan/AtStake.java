package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.source.MigrationVersion;

/**
 * Rows, or values of a column, that a way down takes away, as they were counted before it.
 * Immutable; this library makes it, and may give it more methods.
 */
public interface AtStake {

    /** The migration's version. */
    MigrationVersion version();

    /** The migration's name. */
    String name();

    /** Where the statement begins that takes them away. */
    Place place();

    /** What they are of: a table, a column behind its table, or the kind of a statement. */
    String object();

    /** How many they are, as far as {@link #precision} says. */
    long rows();

    /** How well they could be counted. */
    Precision precision();

    /** Whether there are some that no migration put there, or may be. */
    default boolean isLoss() {
        return precision() == Precision.NOT_COUNTED
                || (rows() > 0 && precision() != Precision.SEEDED);
    }

    /** In words, such as {@code 3 rows of the table "orders"}. */
    String text();

    /** How well rows were counted. */
    enum Precision {
        /** There are so many. */
        EXACT,
        /** There are more; it was not counted further. */
        MORE_THAN,
        /**
         * There are so many, and the migrations that are rolled back insert no fewer. Whether they
         * were changed since is not known.
         */
        SEEDED,
        /** There is such a table or column, and they could not be counted. */
        NOT_COUNTED,
        /** What the statement takes away is not known. */
        UNKNOWN
    }
}
