package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The lock in the hands of a user, for work of his own. */
@OnPostgres
final class GuardTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    GuardTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    @Test
    void isHeldOnAnEmptyDatabaseToo() {
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            guard.requireHeld();
            assertThat(LockRow.exists(database)).isTrue();
        }

        assertThat(LockRow.exists(database)).isFalse();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void keepsRunnersWaitingUntilItIsClosed() {
        Recorder recorder = new Recorder();
        Background<MigrationReport> run;
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            run = Background.start(() -> project.migrator().listener(recorder).build().up());
            Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));
            guard.requireHeld();
            assertThat(database.has("one")).isFalse();
        }

        assertThat(run.result().applied()).hasSize(1);
    }

    @Test
    void livesLongerThanItsLease() {
        try (MigrationLockGuard guard =
                project.migrator().lease(Duration.ofSeconds(1)).build().lock()) {
            String first = leaseEnd();
            Await.until("the lease is extended", () -> !leaseEnd().equals(first));

            assertThat(
                            failureOf(
                                    () ->
                                            project.migrator()
                                                    .lockTimeout(Duration.ofMillis(1500))
                                                    .build()
                                                    .up()))
                    .isInstanceOf(LockTimeoutException.class);
            guard.requireHeld();
        }
    }

    private String leaseEnd() {
        return database.value("SELECT lease_expires_at FROM lifeguard_migrations");
    }

    @Test
    void saysThatTheLockIsLost() {
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            project.migrator().build().unlock();

            assertThatThrownBy(guard::requireHeld).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void isClosedTwiceWithoutHarm() {
        MigrationLockGuard guard = project.migrator().build().lock();
        guard.close();
        try (MigrationLockGuard next = project.migrator().build().lock()) {
            guard.close();

            next.requireHeld();
        }
    }

    @Test
    void isNotAskedWhenItIsClosed() {
        MigrationLockGuard guard = project.migrator().build().lock();
        guard.close();

        assertThat(failureOf(guard::requireHeld))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The guard of the migration lock is closed: close() has given the"
                                + " lock back. Call requireHeld() before that, or take the lock"
                                + " again with lock().");
    }

    @Test
    void isNotReentrant() {
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            guard.requireHeld();

            assertThat(
                            failureOf(
                                    () ->
                                            project.migrator()
                                                    .lockTimeout(Duration.ofMillis(300))
                                                    .build()
                                                    .up()))
                    .hasMessageContaining("That is this very process: the lock is not re-entrant");
        }
        assertThat(project.up().applied()).hasSize(1);
    }
}
