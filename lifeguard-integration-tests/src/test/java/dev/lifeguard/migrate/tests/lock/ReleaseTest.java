package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that does not answer the release of the lock does not keep the run from ending. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class ReleaseTest {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    @AutoClose private final Project project;
    private final TestDatabase database;
    @AutoClose private final WireTap tap;
    private final Recorder recorder = new Recorder();
    private final Migrator migrator;

    ReleaseTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        tap = WireTap.before(database);
        migrator = project.migrator(tap.dataSource()).listener(recorder).build();
    }

    @BeforeEach
    void freezeAtTheRelease() {
        tap.freezeAt("DELETE FROM");
    }

    private void requireLeftSince(long start) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(tap.isFrozen()).isTrue();
        assertThat(recorder.all(MigrationEvent.Warning.class))
                .containsExactly(
                        new ToldEvent.Warning(
                                "The lock could not be released: the database did not answer within"
                                        + " 5 s. The next runner takes it over by itself."));
        assertThat(LockRow.exists(database)).isTrue();
    }

    @Test
    void aRunThatSucceededEnds() throws IOException {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        long start = System.nanoTime();

        MigrationReport report = migrator.up();

        requireLeftSince(start);
        assertThat(Project.names(report.applied())).containsExactly("one");
    }

    @Test
    void aRunThatFailedEndsWithItsOwnError() throws IOException {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id nonsense);\n");
        long start = System.nanoTime();

        LifeguardException failure = failureOf(migrator::up);

        requireLeftSince(start);
        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
    }
}
