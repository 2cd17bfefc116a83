package dev.lifeguard.migrate.plan;

import java.util.List;

/**
 * A statement of a migration, to be looked at. Immutable; this library makes it, and may give it
 * more methods.
 */
public interface PlannedStatement {

    /** Its number in its section, from 1. */
    int number();

    /**
     * From its first token to its last, without the closing semicolon, otherwise exactly as in the
     * file, but with the values of placeholders. Of a COPY with data it is the COPY alone.
     */
    String text();

    /** Where its first token is; of a migration in Java the file or class without a line. */
    Place place();

    /** What it is, short and in upper case, such as {@code CREATE INDEX CONCURRENTLY}. */
    String kind();

    /** Whether the database refuses it in a transaction block. */
    boolean runsOutsideTransaction();

    /**
     * Which BEGIN … COMMIT block of a migration without a transaction it stands in, from 1; 0 where
     * it stands in none.
     */
    int block();

    /** How it locks tables that are there before it. */
    LockClass lockClass();

    /**
     * What it makes and drops, where its text tells; empty where it does not, or where it is no
     * such statement.
     */
    List<Change> changes();

    /**
     * What becomes of one thing.
     *
     * @param action what is done to it
     * @param kind what it is, in upper case, such as {@code TABLE}
     * @param name as the statement writes it, with its schema if it names one
     */
    record Change(Action action, String kind, String name) {}

    /** What is done to a thing. */
    enum Action {
        /** It is there afterwards. */
        CREATE,
        /** It is not. */
        DROP
    }

    /** How a statement locks tables, on PostgreSQL; of other databases it is not known. */
    enum LockClass {
        /** Takes strong locks, if any, for no longer than a change of the catalogue takes. */
        BRIEF,
        /** Takes long, and lets others read and write meanwhile, or only read its own copy. */
        LONG_HARMLESS,
        /** Locks as an application's own reading and writing of rows does, or not at all. */
        DATA,
        /** Rewrites or reads a table under a lock that others wait for. */
        LONG_HARMFUL,
        /** Its text does not tell. */
        UNKNOWN
    }
}
