package dev.lifeguard.migrate.dialect.distributed;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainStateSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The state table's statements on CockroachDB and YugabyteDB: each changes one table once, as
 * CockroachDB demands, and uses nothing but what both document.
 */
final class DistributedStateSql extends PlainStateSql {

    private static Words ownWords() {
        return new Words() {
            @Override
            public String now() {
                return "pg_catalog.clock_timestamp()";
            }

            @Override
            public String later() {
                return "pg_catalog.clock_timestamp() {+} (?::bigint {*} interval '1 millisecond')";
            }

            @Override
            public String micros(String moment) {
                return "(extract(epoch FROM %s) {*} 1000000)::bigint".formatted(moment);
            }

            @Override
            public String moment() {
                return "pg_catalog.timezone('UTC', ?::timestamp)";
            }

            @Override
            public String momentType() {
                return "timestamp with time zone";
            }

            // No lock: a question of one statement, which waits for nobody.
            @Override
            public String inPlace() {
                return "";
            }

            // A write and no locking read: CockroachDB may lose the lock of one when a range moves,
            // and YugabyteDB let it be broken. Without the row this divides by zero (SQLState
            // 22012).
            @Override
            public String fence(String table) {
                return """
                WITH held AS (
                    UPDATE %s SET name = 'lock' WHERE version {=} -1 AND checksum {=} ? RETURNING 1
                )
                SELECT 1 {/} pg_catalog.count(*) FROM held
                """
                        .formatted(table);
            }

            // YugabyteDB's older versions have no such setting.
            @Override
            public String idleEnd(Duration longest) {
                return PgCatalog.sql(
                        """
                        SELECT pg_catalog.set_config(name, '%s', false)
                        FROM pg_catalog.pg_settings
                        WHERE name {=} 'idle_session_timeout'
                        """
                                .formatted(longest.toMillis()));
            }

            // CockroachDB has no operators of others, but knows the notation.
            @Override
            public String operators(String readable) {
                return PgCatalog.sql(readable);
            }
        };
    }

    DistributedStateSql(Dialect dialect, TableName name) {
        super(new QuotedTable(name, dialect::quote), ownWords(), "varchar");
    }

    static BoundSql idleEndOfTransaction(Duration longest) {
        return BoundSql.of(
                "SET LOCAL idle_in_transaction_session_timeout = '%s'"
                        .formatted(longest.toMillis()));
    }

    @Override
    public BoundSql idleTimeout(Duration longest) {
        return idleEndOfTransaction(longest);
    }

    /** It waits for the transaction of the work, whose fence is a write. */
    @Override
    public boolean answersRenewals() {
        return false;
    }

    @Override
    public List<BoundSql> idleSessionOver() {
        return List.of(
                own(
                        """
                        SELECT pg_catalog.set_config(name, reset_val, false)
                        FROM pg_catalog.pg_settings
                        WHERE name {=} 'idle_session_timeout'
                        """));
    }

    @Override
    public List<BoundSql> takeOver(String deadToken, Duration lockTimeout) {
        return takeOverAtOnce(deadToken);
    }

    @Override
    public Optional<BoundSql> findSchema() {
        return Optional.ofNullable(name().schema())
                .map(
                        schema ->
                                own(
                                        """
                                        SELECT schema_name FROM information_schema.schemata
                                        WHERE schema_name {=} ?
                                        """,
                                        schema));
    }

    @Override
    public BoundSql inspect() {
        return own(
                columns(
                        "c.COLUMN_NAME",
                        """
                        t.TABLE_SCHEMA
                            {=} coalesce(?::varchar, pg_catalog.current_schema()::varchar)
                        AND t.TABLE_NAME {=} ?\
                        """),
                name().schema(),
                name().table());
    }
}
