package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database for many scripts, one after the other, each of which finds it empty.
 *
 * <p>All that a script makes belongs to one role, so that it can be dropped in one statement, in a
 * tenth of the time that a new database takes.
 */
final class Twin implements AutoCloseable {

    /** The superuser as whom scripts run. */
    static final String ROLE = "twin";

    private static final String MAKE_ROLE =
            """
            DO $$
            BEGIN
                CREATE ROLE twin SUPERUSER LOGIN;
                -- No test waits longer for a script that hangs.
                ALTER ROLE twin SET statement_timeout = '30s';
            EXCEPTION WHEN duplicate_object THEN
                NULL;
            END
            $$
            """;

    private static final String OTHER_SESSIONS =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """;

    private final TestDatabase database;
    private final Connection connection;

    Twin(PostgresServer server) throws SQLException {
        database = server.createDatabase();
        connection = database.connect();
        execute(MAKE_ROLE, "SET search_path = ''", "DROP SCHEMA public", "SET ROLE " + ROLE);
        execute("CREATE SCHEMA public");
    }

    TestDatabase database() {
        return database;
    }

    /** Connections as the role. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setUser(ROLE);
        return dataSource;
    }

    /** What it holds when the sessions of the script are over, and their temporary tables gone. */
    List<String> content() throws SQLException {
        Await.until("the script's sessions are over", this::isAlone);
        return DatabaseContent.of(connection);
    }

    /** The history's rows. */
    List<String> history() throws SQLException {
        if (TestDatabase.query(connection, "SELECT to_regclass('public.lifeguard_migrations')")
                .contains("")) {
            return List.of();
        }
        return TestDatabase.query(
                connection, "SELECT version, success FROM public.lifeguard_migrations");
    }

    /** Drops all of it. */
    void clear() throws SQLException {
        execute("DROP OWNED BY twin CASCADE; CREATE SCHEMA public");
    }

    private boolean isAlone() {
        try {
            return TestDatabase.query(connection, OTHER_SESSIONS).equals(List.of("0"));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
