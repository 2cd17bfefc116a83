package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.util.Optional;

/** The log's statements on PostgreSQL. */
final class PostgresLogSql implements LogSql {

    private final QuotedTable table;
    private final PostgresTrustSql trust;

    PostgresLogSql(QuotedTable table) {
        this.table = table;
        this.trust = new PostgresTrustSql(table.name(), table.qualified());
    }

    @Override
    public TableName name() {
        return table.name();
    }

    @Override
    public Optional<BoundSql> requireUsual() {
        return Optional.of(trust.usualLog());
    }

    @Override
    public BoundSql reasonsAgainst() {
        return trust.reasons();
    }

    @Override
    public BoundSql requireNoReasons() {
        return trust.withoutReasons();
    }

    @Override
    public BoundSql createLog() {
        return own(
                """
                CREATE TABLE IF NOT EXISTS %s (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    run varchar(36) NOT NULL,
                    happened_at pg_catalog.timestamptz NOT NULL,
                    command varchar(30) NOT NULL,
                    event varchar(10) NOT NULL,
                    outcome varchar(10),
                    code varchar(10),
                    migrations pg_catalog.text,
                    detail pg_catalog.text,
                    database_user pg_catalog.text,
                    os_user pg_catalog.text,
                    host pg_catalog.text,
                    process bigint,
                    application pg_catalog.text,
                    tool_version pg_catalog.text
                )
                """);
    }

    // Both rows of a run have a COMMIT behind them that waits for the disk, which has all of the
    // server's log before it there, too: the run's first, and the release of the lock.
    @Override
    public BoundSql append(Entry entry) {
        return BoundSql.of(
                ("INSERT INTO %s (%s, database_user, happened_at)\n"
                                + "SELECT %s ?::bigint, ?, ?, session_user,"
                                + " pg_catalog.clock_timestamp()\n"
                                + "WHERE pg_catalog.set_config('synchronous_commit', 'off', true)"
                                + " IS NOT NULL")
                        .formatted(table.qualified(), Entry.COLUMNS, "?, ".repeat(9)),
                entry.values());
    }

    @Override
    public BoundSql newest(int rows) {
        return own(
                """
                SELECT {columns}, database_user,
                       (extract(epoch FROM happened_at) {*} 1000000)::bigint AS moment
                FROM %s ORDER BY id DESC LIMIT {rows}
                """
                        .replace("{columns}", Entry.COLUMNS)
                        .replace("{rows}", Integer.toString(rows)));
    }

    private BoundSql own(String readable) {
        return BoundSql.of(PgCatalog.sql(readable).formatted(table.qualified()));
    }
}
