package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A database that was there before its history. */
@OnPostgres
final class BaselineTest {

    @AutoClose private final Project project;

    BaselineTest(PostgresServer server) {
        project = new Project(server);
        project.database().execute("CREATE TABLE one (id int)", "CREATE TABLE two (id int)");
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    @Test
    void recordsMigrationsAsAppliedWithoutRunningThem() {
        MigrationReport report = project.migrator().build().baseline(20240102000000L);

        assertThat(Project.names(report.applied())).containsExactly("one", "two");
        assertThat(Project.pendingNames(report.pending())).containsExactly("three");
        assertThat(
                        project.database()
                                .query(
                                        """
                                        SELECT version, name, length(checksum), success,
                                               execution_time_ms, down_script
                                        FROM lifeguard_migrations ORDER BY version
                                        """))
                .containsExactly(
                        "20240101000000|one|64|t||DROP TABLE one;\n", "20240102000000|two|64|t||");
    }

    @Test
    void isWhereUpGoesOn() {
        project.migrator().build().baseline(20240102000000L);

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("three");
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void leavesOutWhatIsRecordedAlready() {
        project.migrator().build().baseline(20240101000000L);

        MigrationReport report = project.migrator().build().baseline(20240102000000L);

        assertThat(Project.names(report.applied())).containsExactly("two");
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void refusesAVersionThatNoFileHas() {
        assertThat(failureOf(() -> project.migrator().build().baseline(20240102000001L)))
                .hasMessage(
                        "LG-101 No file has the version 20240102000001. lifeguard-migrate status"
                                + " lists what there is.");
        assertThat(project.database().value("SELECT count(*) FROM lifeguard_migrations"))
                .isEqualTo("0");
    }
}
