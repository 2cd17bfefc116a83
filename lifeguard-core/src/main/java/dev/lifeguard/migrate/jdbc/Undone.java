package dev.lifeguard.migrate.jdbc;

/** What a rollback took back, as far as that is known. */
public enum Undone {
    /** Everything. */
    ALL,
    /** Everything but what was written to tables that have no transactions. */
    BUT_PLAIN_TABLES,
    /** What came after the last COMMIT that something in the transaction did. */
    SINCE_A_COMMIT,
    /** Nobody knows. */
    UNKNOWN
}
