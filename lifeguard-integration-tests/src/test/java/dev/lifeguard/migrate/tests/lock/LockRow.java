package dev.lifeguard.migrate.tests.lock;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;

/** The lock's row as the database holds it, written by hand where a test needs one. */
final class LockRow {

    private LockRow() {}

    /** A state table with all columns, as the tool makes it, and a lock of somebody else's. */
    static void insert(TestDatabase database, String leaseEnd) {
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                    (version, name, checksum, applied_at, success, holder, lease_expires_at)
                VALUES (-1, 'lock', 'token-of-another', '2024-01-20 12:00:00Z', true,
                    'host-7, process 12, shop, started 2024-01-20T11:59:58Z', %s)
                """
                        .formatted(leaseEnd));
    }

    /** A state table with the six columns only, and a lock in it. */
    static void insertWithSixColumns(TestDatabase database) {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (
                    version bigint PRIMARY KEY,
                    name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at timestamptz NOT NULL,
                    execution_time_ms bigint,
                    success boolean NOT NULL DEFAULT true
                )
                """,
                """
                INSERT INTO lifeguard_migrations
                VALUES (-1, 'lifeguard_lock', 'lock', '2024-01-20 12:00:00Z', 0, true)
                """);
    }

    static boolean exists(TestDatabase database) {
        return !tokens(database).isEmpty();
    }

    static List<String> tokens(TestDatabase database) {
        return database.query("SELECT checksum FROM lifeguard_migrations WHERE version = -1");
    }

    static void delete(TestDatabase database) {
        database.execute("DELETE FROM lifeguard_migrations WHERE version = -1");
    }
}
