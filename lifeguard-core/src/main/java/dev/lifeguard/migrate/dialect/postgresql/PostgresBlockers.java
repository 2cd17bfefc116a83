package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;

/** What PostgreSQL tells of those that a session waits for. */
final class PostgresBlockers {

    /**
     * A parallel worker counts as the session that it works for (PostgreSQL manual, 9.26); a
     * prepared transaction has no process, and is found by the lock that it holds on the same
     * thing. The columns of a session of somebody else's are empty for a user who may not see them.
     */
    private static final String SQL =
            PgCatalog.sql(
                    """
                    SELECT w.began, w.waited, b.pid,
                           CASE WHEN a.backend_type {<>} 'client backend' THEN a.backend_type
                                ELSE a.application_name END AS application,
                           a.usename AS login, a.state,
                           (extract(epoch FROM pg_catalog.clock_timestamp()
                                               {-} coalesce(a.xact_start, x.prepared)) {*} 1000)
                               ::pg_catalog.int8 AS open,
                           coalesce(x.gid,
                               pg_catalog.regexp_replace(pg_catalog."left"(a.query, 200),
                                   '[[:space:][:cntrl:]]+', ' ', 'g')) AS statement
                    FROM (SELECT l.locktype, l.database, l.relation, l.transactionid,
                                 (extract(epoch FROM l.waitstart) {*} 1000000)
                                     ::pg_catalog.int8 AS began,
                                 (extract(epoch FROM pg_catalog.clock_timestamp() {-} l.waitstart)
                                     {*} 1000)::pg_catalog.int8 AS waited
                          FROM pg_catalog.pg_locks l
                          WHERE l.pid {=} ?::integer AND NOT l.granted
                          AND l.waitstart IS NOT NULL
                          LIMIT 1) w
                    LEFT JOIN LATERAL (
                        SELECT DISTINCT p AS pid
                        FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?::integer)) AS p
                        ) b ON true
                    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid {=} b.pid
                    LEFT JOIN LATERAL (
                        SELECT p.gid, p.prepared
                        FROM pg_catalog.pg_prepared_xacts p, pg_catalog.pg_locks held
                        WHERE b.pid {=} 0 AND held.pid IS NULL AND held.granted
                        AND held.locktype {=} w.locktype
                        AND held.virtualtransaction {=} ('-1/' {||} p.transaction::pg_catalog.text)
                        AND ((held.relation {=} w.relation AND held.database {=} w.database)
                             OR held.transactionid {=} w.transactionid)
                        LIMIT 1) x ON true
                    ORDER BY b.pid
                    """);

    private PostgresBlockers() {}

    static BoundSql of(long backend) {
        return BoundSql.of(SQL, backend, backend);
    }
}
