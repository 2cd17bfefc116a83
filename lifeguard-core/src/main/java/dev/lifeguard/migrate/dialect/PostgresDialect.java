package dev.lifeguard.migrate.dialect;

import java.util.ArrayList;
import java.util.List;

/** PostgreSQL 14 and newer. */
final class PostgresDialect implements Dialect {

    @Override
    public String productName() {
        return "PostgreSQL";
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.postgresql();
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
    public StateSql stateSql(TableName table) {
        return new PostgresStateSql(this, table);
    }

    /**
     * The settings are LOCAL, so that nothing leaks through a pooler.
     *
     * <p>client_connection_check_interval makes the server stop a killed client's statement; it
     * exists on platforms with POLLRDHUP or the like, not on Windows (PostgreSQL manual, 20.3.1).
     */
    @Override
    public List<BoundSql> transactionPrelude(TransactionSettings settings) {
        List<BoundSql> prelude = new ArrayList<>();
        prelude.add(
                BoundSql.of(
                        """
                        SELECT set_config('idle_in_transaction_session_timeout', ?, true),
                               CASE WHEN version() !~* '(mingw|visual c|msvc)'
                               THEN set_config('client_connection_check_interval', '1000', true)
                               END
                        """,
                        Long.toString(settings.idleTimeout().toMillis())));
        if (settings.searchPath() != null) {
            prelude.add(
                    BoundSql.of(
                            """
                            SELECT set_config('search_path', ?, true),
                                   set_config('TimeZone', 'UTC', true)
                            """,
                            settings.searchPath()));
        }
        if (settings.lockTimeout() != null) {
            prelude.add(
                    BoundSql.of(
                            "SELECT set_config('lock_timeout', ?, true)",
                            Long.toString(settings.lockTimeout().toMillis())));
        }
        return prelude;
    }

    @Override
    public List<BoundSql> sessionPrelude(TransactionSettings settings) {
        List<BoundSql> prelude = new ArrayList<>();
        prelude.add(
                BoundSql.of(
                        """
                        SELECT set_config('search_path', ?, false),
                               set_config('TimeZone', 'UTC', false),
                               CASE WHEN version() !~* '(mingw|visual c|msvc)'
                               THEN set_config('client_connection_check_interval', '1000', false)
                               END
                        """,
                        settings.searchPath()));
        if (settings.lockTimeout() != null) {
            prelude.add(
                    BoundSql.of(
                            "SELECT set_config('lock_timeout', ?, false)",
                            Long.toString(settings.lockTimeout().toMillis())));
        }
        return prelude;
    }

    @Override
    public SessionSql sessionSql() {
        return new PostgresSessionSql(this);
    }
}
