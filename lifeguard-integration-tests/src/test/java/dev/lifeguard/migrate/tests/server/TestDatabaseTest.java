package dev.lifeguard.migrate.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What tests rely on when they limit how many may connect. */
@OnPostgres
final class TestDatabaseTest {

    @AutoClose private final TestDatabase database;
    private final String role;

    TestDatabaseTest(PostgresServer server) {
        database = server.createDatabase();
        role = database.createRole("one", "secret");
    }

    @Test
    void aLimitCountsNoConnectionThatIsClosed() throws SQLException {
        // The process of such a session goes on for a while, since it removes its tables.
        database.execute(
                """
                DO $$BEGIN
                  FOR i IN 1 .. 500 LOOP EXECUTE 'CREATE TEMP TABLE t' || i || ' (id int)'; END LOOP;
                END$$
                """);

        database.limitConnections(1);

        try (Connection only = database.dataSource(role, "secret").getConnection()) {
            assertThat(only.isValid(5)).isTrue();
        }
    }
}
