package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL tells of those that a session waits for, and how they are terminated. */
final class PostgresBlockers {

    /** What keeps the row of a lock in place sits idle behind it ({@link PostgresLockSql}). */
    static final String SITS_IDLE = "SET LOCAL idle_in_transaction_session_timeout = ";

    /** In a transaction the view shows what it showed first (PostgreSQL manual, 27.2.2). */
    private static final BoundSql LOOK_ANEW =
            BoundSql.of("SELECT pg_catalog.pg_stat_clear_snapshot()");

    private static final String BEGAN =
            "coalesce((extract(epoch FROM a.backend_start) {*} 1000000)::pg_catalog.int8, 0)";

    /** The kind of a process that this user may not see is null, and so is when it began. */
    private static final String FATE_OF_AUTOVACUUM =
            """
            CASE WHEN a.pid IS NULL THEN NULL
                 WHEN a.backend_type {=} 'autovacuum worker' THEN 'ends'
                 WHEN a.backend_type IS NULL AND a.usesysid IS NULL THEN 'hidden' END
            """;

    /**
     * Of a client only: what replicates is a process of another kind. What keeps the lock of
     * another runner in place is known by its last statement.
     */
    private static final String FATE_OF_CLIENTS =
            """
            CASE WHEN a.pid IS NULL OR a.pid {=} pg_catalog.pg_backend_pid() THEN NULL
                 WHEN a.backend_type IS NULL AND NOT a.usesysid IS NULL THEN
                     CASE WHEN {superuser} THEN 'superuser' ELSE 'hidden' END
                 WHEN a.backend_type {=} 'client backend'
                      AND NOT pg_catalog.starts_with(a.query, '{idle}')
                      AND (extract(epoch FROM pg_catalog.clock_timestamp() {-} a.xact_start)
                           {*} 1000)::pg_catalog.int8 {>=} ?::pg_catalog.int8 THEN
                     CASE WHEN {superuser} THEN 'superuser' ELSE 'ends' END
                 END
            """
                    .replace("{idle}", SITS_IDLE)
                    .replace(
                            "{superuser}",
                            "EXISTS (SELECT FROM pg_catalog.pg_roles r"
                                    + " WHERE r.oid {=} a.usesysid AND r.rolsuper)");

    /**
     * A parallel worker counts as the session that it works for (PostgreSQL manual, 9.26); a
     * prepared transaction has no process, and is found by the lock that it holds on the same
     * thing. The columns of a session of somebody else's are empty for a user who may not see them.
     * The table of locks is read only where the session waits for one: that costs the server more.
     */
    private static final String SQL =
            """
            SELECT w.began, w.waited, b.pid,
                   CASE WHEN a.backend_type {<>} 'client backend' THEN a.backend_type
                        ELSE a.application_name END AS application,
                   a.usename AS login, a.state,
                   coalesce(a.wait_event_type {=} 'Lock', false) AS waiting,
                   (extract(epoch FROM pg_catalog.clock_timestamp()
                                       {-} coalesce(a.xact_start, x.prepared)) {*} 1000)
                       ::pg_catalog.int8 AS open,
                   coalesce(x.gid, pg_catalog."left"(a.query, 200)) AS statement,
                   {session} AS session, {fate} AS fate
            FROM (SELECT l.locktype, l.database, l.relation, l.transactionid,
                         (extract(epoch FROM l.waitstart) {*} 1000000)
                             ::pg_catalog.int8 AS began,
                         (extract(epoch FROM pg_catalog.clock_timestamp() {-} l.waitstart)
                             {*} 1000)::pg_catalog.int8 AS waited
                  FROM pg_catalog.pg_locks l
                  WHERE EXISTS (
                      SELECT FROM pg_catalog.pg_stat_get_activity(?::integer) s
                      WHERE s.wait_event_type {=} 'Lock')
                  AND l.pid {=} ?::integer AND NOT l.granted
                  AND l.waitstart IS NOT NULL
                  LIMIT 1) w
            LEFT JOIN LATERAL (
                SELECT DISTINCT p AS pid
                FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?::integer)) AS p
                WHERE p {=} 0
                OR (p {<>} pg_catalog.pg_backend_pid()
                    AND EXISTS (SELECT FROM pg_catalog.pg_stat_get_activity(p) s
                                WHERE s.pid {=} p))
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
            """;

    /** What was seen a moment ago must still be so. */
    private static final String TERMINATE =
            """
            SELECT pg_catalog.pg_terminate_backend(a.pid)
            FROM pg_catalog.pg_stat_activity a
            WHERE a.pid {=} ?::integer AND {session} {=} ?::pg_catalog.int8
            AND a.pid {=} ANY (pg_catalog.pg_blocking_pids(?::integer))
            AND ({fate}) {=} 'ends'
            """;

    private PostgresBlockers() {}

    static List<BoundSql> of(long backend, CancelBlockers cancelled) {
        List<Object> values = limit(cancelled);
        values.addAll(List.of(backend, backend, backend));
        return List.of(LOOK_ANEW, bound(SQL, cancelled, values));
    }

    static List<BoundSql> terminate(
            int blocker, long session, long backend, CancelBlockers cancelled) {
        List<Object> values = new ArrayList<>(List.of(blocker, session, backend));
        values.addAll(limit(cancelled));
        return List.of(LOOK_ANEW, bound(TERMINATE, cancelled, values));
    }

    private static BoundSql bound(String sql, CancelBlockers cancelled, List<Object> values) {
        String whole = sql.replace("{session}", BEGAN).replace("{fate}", fate(cancelled));
        return BoundSql.of(PgCatalog.sql(whole), values.toArray());
    }

    private static String fate(CancelBlockers cancelled) {
        return switch (cancelled) {
            case CancelBlockers.None none -> "NULL::pg_catalog.text";
            case CancelBlockers.Autovacuum autovacuum -> FATE_OF_AUTOVACUUM;
            case CancelBlockers.OlderThan older -> FATE_OF_CLIENTS;
        };
    }

    private static List<Object> limit(CancelBlockers cancelled) {
        List<Object> values = new ArrayList<>();
        if (cancelled instanceof CancelBlockers.OlderThan older) {
            values.add(older.open().toMillis());
        }
        return values;
    }
}
