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

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new PostgresDdl(this).render(change);
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new PostgresStateSql(this, table);
    }

    /** The settings are LOCAL, so that nothing leaks through a pooler. */
    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        return List.of(
                READ_COMMITTED,
                BoundSql.of(
                        "SELECT set_config('idle_in_transaction_session_timeout', ?, true)",
                        Long.toString(idleTimeout.toMillis())),
                connectionCheck(Lasting.TRANSACTION));
    }

    /**
     * Makes the server stop a killed client's statement; the setting exists on platforms with
     * POLLRDHUP or the like, not on Windows (PostgreSQL manual, 20.3.1).
     */
    private static BoundSql connectionCheck(Lasting lasting) {
        return BoundSql.of(
                """
                SELECT CASE WHEN version() !~* '(mingw|visual c|msvc)'
                       THEN set_config('client_connection_check_interval', '1000', ?) END
                """,
                lasting == Lasting.TRANSACTION);
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        SessionSql session = sessionSql();
        List<BoundSql> settings = new ArrayList<>();
        settings.add(session.set(lasting, "search_path", searchPath));
        settings.add(session.set(lasting, "TimeZone", "UTC"));
        if (lasting == Lasting.SESSION) {
            // A statement outside a transaction is stopped with its client, too.
            settings.add(connectionCheck(Lasting.SESSION));
        }
        if (lockTimeout != null) {
            String milliseconds = Long.toString(lockTimeout.toMillis());
            settings.add(session.set(lasting, "lock_timeout", milliseconds));
        }
        return settings;
    }

    @Override
    public SessionSql sessionSql() {
        return new PostgresSessionSql(this);
    }
}
