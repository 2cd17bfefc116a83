package dev.lifeguard.migrate.tests.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.Outcome;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is wrong with the log on PostgreSQL, and what it does not stand in the way of. */
@OnPostgres({14, 18})
final class LogOnPostgresTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    LogOnPostgresTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.up();
    }

    private List<String> rows() {
        return database.query(
                "SELECT command, event, outcome FROM lifeguard_migrations_log ORDER BY id");
    }

    @Test
    void isNotWrittenToWhereItCouldRunCodeOfOthers() {
        database.execute(
                "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN CREATE TABLE meddled (); RETURN NEW; END'",
                "CREATE TRIGGER meddle BEFORE INSERT ON lifeguard_migrations_log"
                        + " FOR EACH ROW EXECUTE FUNCTION meddle()");

        MigrationReport report = project.migrator().build().down();

        assertThat(report.rolledBack()).hasSize(1);
        assertThat(report.warnings())
                .containsExactly(
                        "The log \"public.lifeguard_migrations_log\" has the trigger \"meddle\","
                                + " which could run anything with this role's rights. Nothing of it"
                                + " was read. Look at who made that, and remove it. Nothing was"
                                + " written to it.");
        assertThat(database.has("meddled")).isFalse();
    }

    @Test
    void needsNoMoreThanToInsertAndToSelect() {
        String role = database.createRole("some", "secret");
        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role,
                "GRANT SELECT, INSERT ON lifeguard_migrations_log TO " + role);
        project.write("20240101000001_two.sql", "CREATE TABLE two (id int);\n");

        assertThat(project.migrator(database.dataSource(role, "secret")).build().up().warnings())
                .isEmpty();
        assertThat(project.migrator().build().log(1).getFirst().databaseUser()).contains(role);
    }

    @Test
    void saysWhichRightIsMissing() {
        String role = database.createRole("some", "secret");
        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role);
        project.write("20240101000001_two.sql", "CREATE TABLE two (id int);\n");

        assertThat(project.migrator(database.dataSource(role, "secret")).build().up().warnings())
                .containsExactly(
                        "The log \"public.lifeguard_migrations_log\" was not written to: permission"
                                + " denied for table lifeguard_migrations_log (SQLState 42501)."
                                + " Grant this user INSERT and SELECT on it, and CREATE on its"
                                + " schema where it is not there.");
    }

    @Test
    void keepsNoRunWaitingWhileSomebodyLocksIt() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE lifeguard_migrations_log");

            assertThat(project.migrator().build().down().rolledBack()).hasSize(1);
        }
        assertThat(project.history()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM lifeguard_migrations WHERE version = -1"))
                .isEqualTo("0");
    }

    @Test
    void hasTheEndOfARunWhoseConnectionBroke() {
        project.write("20240101000001_two.sql", "SELECT pg_terminate_backend(pg_backend_pid());\n");

        assertThat(Project.failureOf(project.migrator().build()::up).code()).isEqualTo("LG-501");

        assertThat(rows().subList(2, 4)).containsExactly("up|began|", "up|ended|failed");
        LoggedRun run = project.migrator().build().log(1).getFirst();
        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.code()).contains("LG-501");
    }

    @Test
    void keepsWhatWasRolledBack() {
        project.migrator().build().down();

        assertThat(project.history()).isEmpty();
        assertThat(rows())
                .containsExactly(
                        "up|began|", "up|ended|succeeded", "down|began|", "down|ended|succeeded");
    }
}
