package dev.lifeguard.migrate.tests.crash;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The server stops in the middle of a run, or has no room left. */
@OnPostgres(18)
final class ServerRestartTest {

    @AutoClose private final OwnServer own;

    ServerRestartTest(PostgresServer server) {
        own = OwnServer.like(server);
    }

    @Test
    void afterAFastOneTheNextRunGoesOn() {
        requireGoesOn(OwnServer.Stop.FAST);
    }

    @Test
    void afterAnImmediateOneTheNextRunGoesOn() {
        requireGoesOn(OwnServer.Stop.IMMEDIATE);
    }

    @Test
    void aFullDiskRollsTheMigrationBackAndTheNextRunGoesOn() {
        try (Project project = new Project(own.server())) {
            project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
            project.write(
                    "20240102000000_two.sql",
                    """
                    CREATE TABLE two AS
                    SELECT repeat('x', 1000) AS text FROM generate_series(1, 20000);
                    """);
            own.stop(OwnServer.Stop.FAST);
            own.startWithFilesUpTo(8);

            LifeguardException failure = failureOf(project::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
            assertThat(failure).hasMessageContaining("could not extend file");
            assertThat(failure).hasMessageContaining("Nothing of it was kept");
            assertThat(project.history()).containsExactly("20240101000000|one|whole");
            assertThat(project.migrator().build().lockHolder()).isEmpty();

            own.stop(OwnServer.Stop.FAST);
            own.start();
            assertThat(Project.names(project.up().applied())).containsExactly("two");
        }
    }

    private void requireGoesOn(OwnServer.Stop how) {
        try (CrashProject crashed = new CrashProject(own.server())) {
            crashed.project().write("20240103120000_gate.sql", "SELECT 1;\n" + Gate.sql() + "\n");
            try (Gate gate = Gate.in(crashed.database())) {
                Background<MigrationReport> run =
                        Background.start(
                                () ->
                                        crashed.migrator(crashed.database().dataSource())
                                                .build()
                                                .up());
                gate.awaitArrival();
                own.stop(how);
                assertThat(run.failure(DatabaseUnreachableException.class))
                        .hasMessageContaining(
                                "lost in the middle of migration 20240103120000 gate");
            }
            own.start();

            assertThat(
                            Project.names(
                                    crashed.migrator(crashed.database().dataSource())
                                            .connectTimeout(Duration.ofSeconds(10))
                                            .build()
                                            .up()
                                            .applied()))
                    .containsExactly("gate", "noted", "outside");
            assertThat(crashed.project().history()).hasSize(6);
        }
    }
}
