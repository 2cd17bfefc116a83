package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.ServerLoad;

/**
 * How busy a server of PostgreSQL is.
 *
 * <p>Of sessions and replicas of other roles only members of pg_read_all_stats see more than that
 * they are there (manual, 27.2). A replica whose connection is lost is in no view.
 */
final class PostgresLoad {

    private PostgresLoad() {}

    static ServerLoad load() {
        return new ServerLoad(
                BoundSql.of(
                        PgCatalog.sql(
                                """
                                SELECT CASE WHEN pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
                                            THEN 1 ELSE 0 END,
                                       (SELECT pg_catalog.count(*)
                                        FROM pg_catalog.pg_stat_activity a
                                        WHERE (a.state {=} 'active')
                                        AND (a.backend_type {=} 'client backend')
                                        AND (a.pid {<>} pg_catalog.pg_backend_pid())),
                                       (SELECT pg_catalog.date_part('epoch',
                                                   pg_catalog.max(r.replay_lag)) {*} 1000
                                        FROM pg_catalog.pg_stat_replication r),
                                       (SELECT pg_catalog.min(pg_catalog.pg_wal_lsn_diff(
                                                   r.replay_lsn, '0/0'))
                                        FROM pg_catalog.pg_stat_replication r),
                                       CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL
                                            ELSE pg_catalog.pg_wal_lsn_diff(
                                                     pg_catalog.pg_current_wal_lsn(), '0/0') END
                                """)),
                "pg_read_all_stats");
    }
}
