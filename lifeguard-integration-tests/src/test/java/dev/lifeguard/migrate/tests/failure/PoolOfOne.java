package dev.lifeguard.migrate.tests.failure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A pool of one connection, and what its session keeps. */
final class PoolOfOne implements AutoCloseable {

    /** What a session keeps. */
    static final String TRACES =
            """
            SELECT 'backend', pg_backend_pid()::text
            UNION ALL SELECT 'user', session_user || ' ' || current_user
            UNION ALL SELECT 'own', coalesce(current_setting('lifeguard_test.own', true), '')
            UNION ALL SELECT 'setting', name || '=' || setting FROM pg_settings
            WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'
            UNION ALL SELECT 'relation', relname FROM pg_class
            WHERE relnamespace = pg_my_temp_schema()
            UNION ALL SELECT 'function', proname FROM pg_proc
            WHERE pronamespace = pg_my_temp_schema()
            UNION ALL SELECT 'type', typname FROM pg_type
            WHERE typnamespace = pg_my_temp_schema()
            UNION ALL SELECT 'prepared', name FROM pg_prepared_statements WHERE from_sql
            UNION ALL SELECT 'cursor', name FROM pg_cursors WHERE is_holdable
            UNION ALL SELECT 'channel', c FROM pg_listening_channels() c
            UNION ALL SELECT 'lock', objid::text FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            ORDER BY 1, 2
            """;

    private final HikariDataSource dataSource;

    private PoolOfOne(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** For a project's database. */
    static PoolOfOne of(Project project) {
        return of(project, "SELECT 1");
    }

    /** The same, with what the application does with a connection first. */
    static PoolOfOne of(Project project, String first) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(project.database().dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(500);
        config.setConnectionInitSql(first);
        return new PoolOfOne(new HikariDataSource(config));
    }

    HikariDataSource dataSource() {
        return dataSource;
    }

    /** What its connection keeps. */
    List<String> traces() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return TestDatabase.query(connection, TRACES);
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
