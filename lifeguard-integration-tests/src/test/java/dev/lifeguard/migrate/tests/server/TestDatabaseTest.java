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

    @Test
    void whatAStatementSetsIsForgotten() {
        database.execute(
                "SET search_path = elsewhere",
                "CREATE TEMP TABLE mine (id int)",
                "SELECT pg_advisory_lock(1)");

        assertThat(database.value("SHOW search_path")).isEqualTo("\"$user\", public");
        assertThat(database.has("mine")).isFalse();
        assertThat(database.query("SELECT FROM pg_locks WHERE locktype = 'advisory'")).isEmpty();
        assertThat(database.value("SHOW application_name")).isEqualTo(TestDatabase.APPLICATION);
    }

    @Test
    void aTransactionThatIsLeftOpenIsRolledBack() {
        database.execute("BEGIN", "CREATE TABLE mine (id int)");

        assertThat(database.has("mine")).isFalse();
    }

    @Test
    void aSettingForNewSessionsCountsForTheNextStatement() {
        database.execute("ALTER DATABASE %s SET work_mem = '5MB'".formatted(database.name()));

        assertThat(database.value("SHOW work_mem")).isEqualTo("5MB");
    }

    @Test
    void aLostSessionIsReplaced() throws SQLException {
        String session = database.value("SELECT pg_backend_pid()");

        try (Connection other = database.connect()) {
            TestDatabase.query(
                    other, "SELECT pg_terminate_backend(?, 5000)", Integer.valueOf(session));
        }

        assertThat(database.value("SELECT pg_backend_pid()")).isNotEqualTo(session);
    }

    @Test
    void oneThreadAsksWhileAnotherWaits() {
        try (Gate gate = Gate.in(database)) {
            Background<Boolean> waiting =
                    Background.start(
                            () -> {
                                database.execute(Gate.sql());
                                return database.has("pg_class");
                            });
            gate.awaitArrival();

            gate.open();

            assertThat(waiting.result()).isTrue();
        }
    }
}
