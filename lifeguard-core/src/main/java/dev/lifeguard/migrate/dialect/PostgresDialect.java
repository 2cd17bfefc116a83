package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.Dialect.SessionSql;
import dev.lifeguard.migrate.dialect.Dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and newer. */
final class PostgresDialect implements Dialect {

    /**
     * A role's or a database's default may be stricter; then the lock's row, which the heartbeat
     * changes, could not be read again in the same transaction (SQLState 40001).
     */
    static final BoundSql READ_COMMITTED =
            BoundSql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");

    @Override
    public String productName() {
        return "PostgreSQL";
    }

    /** CockroachDB and YugabyteDB call themselves PostgreSQL, too. */
    @Override
    public boolean serves(String product, Function<String, Optional<String>> settings) {
        if (!product.equals(productName())) {
            return false;
        }
        for (DistributedDialect.Product other : DistributedDialect.Product.values()) {
            if (other.reports(settings)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.postgresql();
    }

    @Override
    public LexerRules lexerRules(Function<String, Optional<String>> settings) {
        return settings.apply("standard_conforming_strings").equals(Optional.of("off"))
                ? lexerRules().with(LexerRules.Feature.BACKSLASH_STRINGS)
                : lexerRules();
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    /** Source: PostgreSQL manual, appendix A. */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        if (vendorCode != 0) {
            return Condition.OTHER;
        }
        return switch (sqlState) {
            case "42P01" -> Condition.TABLE_MISSING;
            case "3F000" -> Condition.SCHEMA_MISSING;
            case "42703" -> Condition.COLUMN_MISSING;
            case "42501" -> Condition.FORBIDDEN;
            case "25006" -> Condition.READ_ONLY;
            // IF NOT EXISTS does not keep two creators apart: the second one fails on the
            // catalogue's own unique index, or finds the name taken.
            case "23505", "42P07", "42P06", "42710" -> Condition.ALREADY_THERE;
            case "55P03" -> Condition.BUSY;
            case "22012" -> Condition.FENCE_CLOSED;
            case "57014" -> Condition.CANCELLED;
            case "25001" -> Condition.REFUSED_IN_TRANSACTION;
            case "28P01", "28000" -> Condition.LOGIN_REFUSED;
            case "3D000" -> Condition.DATABASE_MISSING;
            case "53300" -> Condition.TOO_MANY_CONNECTIONS;
            case "57P01", "57P02", "57P03" -> Condition.NOT_READY;
            default -> Condition.OTHER;
        };
    }

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new PostgresDdl(this::quote).render(change);
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new PostgresStateSql(this, table);
    }

    /** The settings are LOCAL, so that nothing leaks through a pooler. */
    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        SettingList settings = new SettingList(Lasting.TRANSACTION);
        settings.set("idle_in_transaction_session_timeout", Long.toString(idleTimeout.toMillis()));
        settings.checkConnection();
        return List.of(READ_COMMITTED, settings.select());
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        SettingList settings = new SettingList(lasting);
        settings.set("search_path", searchPath);
        settings.set("TimeZone", "UTC");
        if (lasting == Lasting.SESSION) {
            // A statement outside a transaction is stopped with its client, too.
            settings.checkConnection();
        }
        if (lockTimeout != null) {
            settings.set("lock_timeout", Long.toString(lockTimeout.toMillis()));
        }
        return List.of(settings.select());
    }

    /**
     * Settings in one statement: each is planned for each migration, and costs as much as a row.
     */
    private static final class SettingList {

        private final List<String> expressions = new ArrayList<>();
        private final List<@Nullable Object> values = new ArrayList<>();
        private final boolean local;

        private SettingList(Lasting lasting) {
            this.local = lasting == Lasting.TRANSACTION;
        }

        private void set(String setting, String value) {
            expressions.add("pg_catalog.set_config('" + setting + "', ?, ?)");
            values.add(value);
            values.add(local);
        }

        /**
         * Makes the server stop a killed client's statement; the setting exists on platforms with
         * POLLRDHUP or the like, not on Windows (PostgreSQL manual, 20.3.1).
         */
        private void checkConnection() {
            expressions.add(
                    """
                    CASE WHEN pg_catalog.version() !~* '(mingw|visual c|msvc)'
                         THEN pg_catalog.set_config('client_connection_check_interval', '1000', ?)
                    END\
                    """);
            values.add(local);
        }

        private BoundSql select() {
            return new BoundSql("SELECT " + String.join(",\n       ", expressions), values);
        }
    }

    @Override
    public SessionSql sessionSql() {
        return new PostgresSessionSql(this);
    }
}
