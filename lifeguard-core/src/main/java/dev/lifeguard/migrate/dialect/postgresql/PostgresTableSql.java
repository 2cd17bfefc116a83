package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.TakeOverSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the state table itself, on PostgreSQL: where it is, what it is made of, whether
 * it is to be trusted.
 */
abstract sealed class PostgresTableSql implements StateSql permits PostgresLockSql {

    /** Whether another schema is resolved first; looked up once, not for each row. */
    static final String ELSEWHERE =
            """
            (SELECT (pg_catalog.to_regclass(?)
                     {=} pg_catalog.to_regclass(
                         pg_catalog.quote_ident(pg_catalog.current_schema()) {||} '.'
                         {||} ?::pg_catalog.text))
                    IS NOT TRUE)\
            """;

    private final QuotedTable table;
    private final PostgresTrustSql trust;

    PostgresTableSql(QuotedTable table) {
        this.table = table;
        this.trust = new PostgresTrustSql(table.name(), table.qualified());
    }

    @Override
    public final TableName name() {
        return table.name();
    }

    final String table() {
        return table.qualified();
    }

    @Override
    public Optional<BoundSql> elsewhere() {
        return name().schema() != null
                ? Optional.empty()
                : Optional.of(own("SELECT " + ELSEWHERE, table(), table()));
    }

    @Override
    public Optional<BoundSql> requireUsual() {
        return Optional.of(trust.usual());
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
    public Optional<BoundSql> otherWriters() {
        return Optional.of(trust.otherWriters());
    }

    @Override
    public Optional<BoundSql> others() {
        return Optional.of(PostgresPlaces.others(name()));
    }

    @Override
    public Optional<BoundSql> findSchema() {
        return Optional.ofNullable(name().schema()).map(PostgresPlaces::schema);
    }

    @Override
    public BoundSql inspect() {
        return own(
                """
                SELECT c.relkind AS kind, a.attname AS column_name
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                LEFT JOIN pg_catalog.pg_attribute a
                    ON a.attrelid {=} c.oid AND a.attnum {>} 0 AND NOT a.attisdropped
                WHERE c.relname {=} ?::pg_catalog.name
                AND n.nspname {=} coalesce(?::pg_catalog.name, pg_catalog.current_schema())
                ORDER BY a.attnum
                """,
                name().table(),
                name().schema());
    }

    @Override
    public LogSql log() {
        return new PostgresLogSql(new QuotedTable(name().log(), table.quote()));
    }

    @Override
    public StakeSql stakes() {
        return new PostgresStakeSql(table);
    }

    @Override
    public TakeOverSql takingOver() {
        return new TakeOverSql(
                table(),
                "pg_catalog.timezone('UTC', ?::pg_catalog.timestamp)",
                "pg_catalog.clock_timestamp()",
                PgCatalog.sql("{=}"));
    }

    @Override
    public BoundSql createSchema() {
        return BoundSql.of("CREATE SCHEMA IF NOT EXISTS %s".formatted(table.schema()));
    }

    @Override
    public BoundSql createTable() {
        return own(
                """
                CREATE TABLE IF NOT EXISTS %1$s (
                    version bigint PRIMARY KEY,
                    name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    execution_time_ms bigint,
                    success boolean NOT NULL DEFAULT true,
                    down_script pg_catalog.text,
                    statements_done integer,
                    statement_started integer,
                    done_checksum varchar(64),
                    direction varchar(4),
                    applied_by pg_catalog.text,
                    holder pg_catalog.text,
                    lease_expires_at pg_catalog.timestamptz,
                    backend_pid integer,
                    backend_start pg_catalog.timestamptz,
                    down_checksum varchar(64),
                    applied_order bigint,
                    label pg_catalog.text,
                    origin varchar(100),
                    origin_digest varchar(64)
                )
                """);
    }

    @Override
    public List<BoundSql> addColumns(Set<String> present) {
        return List.of(
                own(
                        """
                        ALTER TABLE %1$s
                            ADD COLUMN IF NOT EXISTS down_script pg_catalog.text,
                            ADD COLUMN IF NOT EXISTS statements_done integer,
                            ADD COLUMN IF NOT EXISTS statement_started integer,
                            ADD COLUMN IF NOT EXISTS done_checksum varchar(64),
                            ADD COLUMN IF NOT EXISTS direction varchar(4),
                            ADD COLUMN IF NOT EXISTS applied_by pg_catalog.text,
                            ADD COLUMN IF NOT EXISTS holder pg_catalog.text,
                            ADD COLUMN IF NOT EXISTS lease_expires_at pg_catalog.timestamptz,
                            ADD COLUMN IF NOT EXISTS backend_pid integer,
                            ADD COLUMN IF NOT EXISTS backend_start pg_catalog.timestamptz,
                            ADD COLUMN IF NOT EXISTS down_checksum varchar(64),
                            ADD COLUMN IF NOT EXISTS applied_order bigint,
                            ADD COLUMN IF NOT EXISTS label pg_catalog.text,
                            ADD COLUMN IF NOT EXISTS origin varchar(100),
                            ADD COLUMN IF NOT EXISTS origin_digest varchar(64)
                        """));
    }

    @Override
    public BoundSql indexes(Indexes which, String relation) {
        return PostgresCatalogue.indexes(which, relation);
    }

    @Override
    public BoundSql leftByReindex(RebuildScope scope, String relation) {
        return PostgresCatalogue.leftByReindex(scope, relation);
    }

    @Override
    public BoundSql qualifiedTable(String relation) {
        return PostgresCatalogue.table(relation);
    }

    @Override
    public BoundSql attachment(String parent, String partition) {
        return PostgresCatalogue.attachment(parent, partition);
    }

    /** A statement on the table, which is {@code %1$s} in it, of {@link PgCatalog}'s notation. */
    final BoundSql own(String readable, @Nullable Object... values) {
        return BoundSql.of(text(readable), values);
    }

    /** The text of such a statement. */
    final String text(String readable) {
        return PgCatalog.sql(readable).formatted(table());
    }

    @Override
    public BoundSql idleSession(Duration longest) {
        return BoundSql.of("SET idle_session_timeout = %s".formatted(longest.toMillis()));
    }

    @Override
    public List<BoundSql> idleSessionOver() {
        return List.of(BoundSql.of("SET idle_session_timeout TO DEFAULT"));
    }
}
