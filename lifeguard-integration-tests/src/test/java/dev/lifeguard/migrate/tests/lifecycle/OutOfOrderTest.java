package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A pending migration that is older than the newest applied one. */
@OnPostgres
final class OutOfOrderTest {

    @AutoClose private final Project project;

    OutOfOrderTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.up();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    @Test
    void isRefusedWithEverythingElse() {
        assertThat(failureOf(project::up).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.OUT_OF_ORDER,
                                "Migration 20240101000000 one is pending, but older than the"
                                        + " newest applied one, 20240102000000 two. Give it a"
                                        + " newer version, or apply it all the same:"
                                        + " outOfOrder(OutOfOrder.ALLOW)",
                                20240101000000L,
                                "20240101000000_one.sql",
                                null,
                                null,
                                null));
        assertThat(project.history()).containsExactly("20240102000000|two|whole");
        assertThat(project.database().has("three")).isFalse();
    }

    @Test
    void isAppliedWhereThatIsAllowed() {
        MigrationReport report = project.migrator().outOfOrder(OutOfOrder.ALLOW).build().up();

        assertThat(Project.names(report.applied())).containsExactly("one", "three");
        assertThat(project.history()).hasSize(3);
        assertThat(project.up().applied()).isEmpty();
    }
}
