package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.Dialect.SessionSql;
import java.util.List;

/** The settings of a PostgreSQL session. */
final class PostgresSessionSql implements SessionSql {

    private final Dialect dialect;

    PostgresSessionSql(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public BoundSql place() {
        return BoundSql.of(
                """
                SELECT pg_catalog.current_schema(), pg_catalog.current_setting('search_path'),
                       pg_catalog.pg_backend_pid()
                """);
    }

    // The role is no ordinary setting: RESET ALL leaves it, and pg_settings shows it in no row.
    @Override
    public BoundSql changed() {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT name, pg_catalog.current_setting(name)
                        FROM pg_catalog.pg_settings
                        WHERE source {=} 'session'
                        AND (context {=} 'user' OR context {=} 'superuser')
                        AND name {!~} '^transaction_'
                        UNION ALL SELECT 'session_authorization', session_user
                        UNION ALL SELECT 'role', pg_catalog.current_setting('role')
                        """));
    }

    @Override
    public BoundSql identity() {
        return BoundSql.of(
                """
                SELECT 'session_authorization', session_user
                UNION ALL SELECT 'role', pg_catalog.current_setting('role')
                """);
    }

    @Override
    public BoundSql reset() {
        return BoundSql.of("RESET ALL");
    }

    @Override
    public BoundSql set(Lasting lasting, String setting, String value) {
        return BoundSql.of(
                "SELECT pg_catalog.set_config(?, ?, ?)",
                setting,
                value,
                lasting == Lasting.TRANSACTION);
    }

    @Override
    public String pathThrough(String schema, String searchPath) {
        return searchPath.isBlank()
                ? dialect.quote(schema)
                : dialect.quote(schema) + ", " + searchPath;
    }

    @Override
    public List<String> identityNames() {
        return List.of("session_authorization", "role");
    }

    @Override
    public boolean endsWithTransaction() {
        return true;
    }
}
