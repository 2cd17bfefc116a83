package dev.lifeguard.migrate.inspect.trace;

import java.util.Arrays;
import java.util.Optional;

/**
 * The locks of tables and indexes, the weakest first.
 *
 * <p>Source: PostgreSQL manual, section 13.3.1 "Table-Level Locks".
 */
public enum LockMode {
    /** What a SELECT takes. */
    ACCESS_SHARE("AccessShareLock", "waits for nobody but a change of the table"),
    /** What SELECT FOR UPDATE and a check of a foreign key take. */
    ROW_SHARE("RowShareLock", "others read and write meanwhile"),
    /** What INSERT, UPDATE and DELETE take. */
    ROW_EXCLUSIVE("RowExclusiveLock", "others read and write meanwhile"),
    /** What VACUUM, ANALYZE and CREATE INDEX CONCURRENTLY take. */
    SHARE_UPDATE_EXCLUSIVE(
            "ShareUpdateExclusiveLock", "others read and write, nobody changes the table"),
    /** What CREATE INDEX takes. */
    SHARE("ShareLock", "others read, nobody writes meanwhile"),
    /** What ADD FOREIGN KEY and CREATE TRIGGER take. */
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "others read, nobody writes meanwhile"),
    /** What REFRESH MATERIALIZED VIEW CONCURRENTLY takes. */
    EXCLUSIVE("ExclusiveLock", "others read, nobody writes or locks a row meanwhile"),
    /** What most forms of ALTER TABLE, DROP and TRUNCATE take. */
    ACCESS_EXCLUSIVE("AccessExclusiveLock", "nobody reads or writes meanwhile");

    private final String serverName;
    private final String meaning;

    LockMode(String serverName, String meaning) {
        this.serverName = serverName;
        this.meaning = meaning;
    }

    /** As {@code pg_locks} calls it. */
    public String serverName() {
        return serverName;
    }

    /** What it is for others, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether it keeps others from more than this one does. */
    public boolean isStrongerThan(LockMode other) {
        return compareTo(other) > 0;
    }

    static Optional<LockMode> of(String serverName) {
        return Arrays.stream(values()).filter(it -> it.serverName.equals(serverName)).findFirst();
    }
}
