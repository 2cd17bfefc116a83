package dev.lifeguard.migrate.tests.startup;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.StartupMigrations;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The one call at an application's start. */
@OnPostgres
final class StartupMigrationsTest {

    @AutoClose private final Project project;

    StartupMigrationsTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private MigrationReport run() {
        return StartupMigrations.run(project.database().dataSource(), project.directory());
    }

    private MigrationReport runWithin(Duration lockTimeout) {
        return StartupMigrations.run(
                project.database().dataSource(), project.directory(), lockTimeout);
    }

    @Test
    void appliesWhatIsPending() {
        assertThat(Project.names(run().applied())).containsExactly("one");
        assertThat(run().applied()).isEmpty();
    }

    @Test
    void appliesWhatIsPendingWithATimeout() {
        assertThat(Project.names(runWithin(Duration.ofSeconds(1)).applied()))
                .containsExactly("one");
        assertThat(runWithin(Duration.ofSeconds(1)).applied()).isEmpty();
    }

    @Test
    void takesALocationAsText() {
        String location = "filesystem:" + project.directory();

        MigrationReport first = StartupMigrations.run(project.database().dataSource(), location);
        MigrationReport second =
                StartupMigrations.run(
                        project.database().dataSource(), location, Duration.ofSeconds(1));

        assertThat(Project.names(first.applied())).containsExactly("one");
        assertThat(second.applied()).isEmpty();
    }

    @Test
    void anInstanceWaitsForAnother() {
        project.write("20240102000000_two.sql", Gate.sql() + "\n");
        try (Gate gate = Gate.in(project.database())) {
            Background<MigrationReport> first = Background.start(this::run);
            gate.awaitArrival();
            Background<MigrationReport> second = Background.start(this::run);
            gate.open();

            assertThat(first.result().applied()).hasSize(2);
            assertThat(second.result().applied()).isEmpty();
        }
    }

    @Test
    void anInstanceGivesUpAtItsTimeout() {
        project.write("20240102000000_two.sql", Gate.sql() + "\n");
        try (Gate gate = Gate.in(project.database())) {
            Background<MigrationReport> first = Background.start(this::run);
            gate.awaitArrival();

            LifeguardException failure = failureOf(() -> runWithin(Duration.ofMillis(400)));

            assertThat(failure.kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
            assertThat(failure)
                    .hasMessageStartingWith("LG-401 The lock was not got within 0.4 s: ");
            gate.open();
            first.result();
        }
    }

    @Test
    void anApplicationDoesNotStartOnAFailedMigration() {
        project.write("20240102000000_two.sql", "CREATE TABLE one (id int);\n");

        assertThat(failureOf(this::run).kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failureOf(this::run).kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
    }

    @Test
    void anOlderApplicationStarts() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        run();
        project.delete("20240102000000_two.sql");

        assertThat(run().warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20240102000000 two.");
    }
}
