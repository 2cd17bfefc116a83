package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.List;

/**
 * What PostgreSQL tells of its processes: whether that of the lock's holder is gone or at work, and
 * which are in the way of the state table.
 */
final class PostgresProcesses {

    // The row of a copy of the database, made in the middle of a run, names a process of another.
    static final String HERE = "a.datname {=} pg_catalog.current_database()";

    // A user without pg_read_all_stats sees other users' backends without their start: then the
    // process number alone counts, and a number in use is no evidence of death.
    static final String DEAD =
            """
            (lease_expires_at {<} pg_catalog.clock_timestamp()
             OR (backend_pid IS NOT NULL AND NOT EXISTS (
                 SELECT FROM pg_catalog.pg_stat_activity a
                 WHERE a.pid {=} backend_pid AND {here}
                 AND coalesce(a.backend_start, m.backend_start) {=} m.backend_start)))
            """
                    .replace("{here}", HERE);

    // A statement outside a transaction goes on when its client is frozen, and keeps no row in
    // place: until it has ended, its runner's lock is not taken.
    static final String AT_WORK =
            """
            EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                    WHERE a.pid {=} m.backend_pid AND a.backend_start {=} m.backend_start
                    AND {here} AND a.state {=} 'active')
            """
                    .replace("{here}", HERE);

    /** What waits for a row waits for the number of a transaction that writes, and not for this. */
    static final BoundSql WAITED_FOR =
            BoundSql.of(
                    PgCatalog.sql(
                            """
                            SELECT 1
                            FROM pg_catalog.pg_locks own
                            JOIN pg_catalog.pg_locks waiting
                                ON waiting.virtualxid {=} own.virtualxid AND NOT waiting.granted
                            WHERE own.locktype {=} 'virtualxid' AND own.granted
                            AND own.pid {=} pg_catalog.pg_backend_pid()
                            LIMIT 1
                            """));

    private PostgresProcesses() {}

    /**
     * Those that have locked a table, or wait to. Its name is looked up without a lock, and
     * nobody's view of pg_locks waits for one.
     */
    static BoundSql lockersOf(String table) {
        return BoundSql.of(
                """
                SELECT pg_catalog.concat('process ', a.pid, ' (',
                           CASE WHEN a.application_name OPERATOR(pg_catalog.<>) ''
                                THEN a.application_name OPERATOR(pg_catalog.||) ', ' END,
                           'user ', a.usename, '), whose last statement is: ',
                           pg_catalog.regexp_replace(pg_catalog."left"(a.query, 200),
                               '[[:space:][:cntrl:]]+', ' ', 'g'))
                FROM pg_catalog.pg_stat_activity a
                WHERE a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                AND EXISTS (
                    SELECT FROM pg_catalog.pg_locks l
                    WHERE l.pid OPERATOR(pg_catalog.=) a.pid
                    AND l.relation OPERATOR(pg_catalog.=)
                        pg_catalog.to_regclass(?::pg_catalog.text)::pg_catalog.oid
                    AND l.database OPERATOR(pg_catalog.=) (
                        SELECT d.oid FROM pg_catalog.pg_database d
                        WHERE d.datname OPERATOR(pg_catalog.=)
                            pg_catalog.current_database())
                    AND l.mode OPERATOR(pg_catalog.~) '^(Share|Exclusive)Lock$|^(ShareRow|Access)Exclusive')
                ORDER BY a.pid
                LIMIT 3
                """,
                table);
    }

    /**
     * What the process of a number does, by the last of them: in a transaction the view shows what
     * it showed when it was read first (PostgreSQL manual, 27.2.2).
     */
    static List<BoundSql> activity(long backend) {
        return List.of(
                BoundSql.of("SELECT pg_catalog.pg_stat_clear_snapshot()"),
                BoundSql.of(
                        PgCatalog.sql(
                                """
                                SELECT CASE WHEN NOT a.state {=} 'disabled' THEN a.state END
                                FROM pg_catalog.pg_stat_activity a WHERE a.pid {=} ?
                                """),
                        backend));
    }
}
