package dev.lifeguard.migrate.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stays in a session: what the application has in its connection, and until the COMMIT what a
 * script has set, and the limits of its transaction.
 */
@OnPostgres
final class KeptSessionTest {

    @AutoClose private final Project project;

    KeptSessionTest(PostgresServer server) {
        project = new Project(server);
    }

    private void write(int number, String script) {
        project.write("2024010100000%s_m%s.sql".formatted(number, number), script);
    }

    @Test
    void whatTheApplicationHasInItsConnectionStays() throws SQLException {
        try (PoolOfOne pool =
                PoolOfOne.of(
                        project,
                        """
                        CREATE TEMP TABLE of_application(a serial);
                        PREPARE of_application AS SELECT 1;
                        LISTEN of_application;
                        SET work_mem = '6MB';
                        DO $$ BEGIN PERFORM pg_advisory_lock(6, 7); END $$
                        """)) {
            List<String> before = pool.traces();
            write(1, LeftoversTest.FUNCTION);
            write(
                    2,
                    """
                    SELECT leaving();
                    CREATE TEMP TABLE other(a serial);
                    PREPARE p AS SELECT 1;
                    LISTEN a;
                    SELECT pg_advisory_lock(1), pg_advisory_lock(1), pg_advisory_lock(-3, 4);
                    """);

            project.migrator(pool.dataSource()).build().up();

            assertThat(pool.traces()).isEqualTo(before).contains("relation|of_application");
        }
    }

    @Test
    void aConnectionThatHasLostWhatWasItsIsNotGivenBack() throws SQLException {
        try (PoolOfOne pool = PoolOfOne.of(project, "CREATE TEMP TABLE of_application(a serial)")) {
            String before = pool.traces().getFirst();
            write(1, "DISCARD TEMP;");

            project.migrator(pool.dataSource()).build().up();

            List<String> after;
            try {
                after = pool.traces();
            } catch (SQLException closed) {
                // A pool may notice only when the connection is used.
                after = pool.traces();
            }
            assertThat(after).contains("relation|of_application").doesNotContain(before);
        }
    }

    /** A trigger that is deferred to the COMMIT may need what the script has set. */
    @Test
    void whatIsSetIsThereAtTheCommit() {
        write(
                1,
                """
                CREATE TABLE one (a int);
                CREATE TABLE noted (a text, b text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO noted VALUES (current_setting('lifeguard_test.own', true),
                                              current_setting('lifeguard_test.local', true));
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER note AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
                """);
        write(
                2,
                """
                SET lifeguard_test.own = 'mine';
                SELECT set_config('lifeguard_test.local', 'too', true);
                INSERT INTO one SELECT 1;
                """);

        project.up();

        assertThat(project.database().query("SELECT * FROM noted")).containsExactly("mine|too");
    }

    /** The server is told to look whether its client lives; a script may set that, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET ALL",
                "SET client_connection_check_interval = 0; SET work_mem = '7MB'",
                "SELECT set_config('client_connection_check_interval', '0', false)",
                "DO $$ BEGIN SET client_connection_check_interval = 0; END $$",
                "SET LOCAL client_connection_check_interval = 0"
            })
    void theLimitsOfATransactionHoldAtItsCommit(String script) {
        write(
                1,
                """
                CREATE TABLE one (a int);
                CREATE TABLE noted (a text, b text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO noted
                    VALUES (current_setting('client_connection_check_interval'),
                            current_setting('idle_in_transaction_session_timeout'));
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER note AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
                """);
        write(2, "INSERT INTO one VALUES (1);");
        write(3, "INSERT INTO one VALUES (1);\n" + script + ";");

        project.up();

        assertThat(project.database().query("SELECT DISTINCT * FROM noted")).hasSize(1);
    }
}
