package dev.lifeguard.migrate.tests.startup;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What listeners hear, in which order, and what checks and faulty listeners do to a run. */
@OnPostgres
final class ListenerTest {

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<String> heard = new ArrayList<>();

    ListenerTest(PostgresServer server) {
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
    }

    private void hear(MigrationEvent event) {
        heard.add(
                switch (event) {
                    case MigrationEvent.Planned planned ->
                            "planned " + planned.plan().steps().size();
                    case MigrationEvent.LockWaiting waiting -> "waiting";
                    case MigrationEvent.LockTakenOver dead -> "taken over";
                    case MigrationEvent.DatabaseWaiting waiting -> "database waiting";
                    case MigrationEvent.LockAcquired acquired -> "lock acquired";
                    case MigrationEvent.HookStarted hook -> hook.fileName() + " begins";
                    case MigrationEvent.ServerMessage said -> said.severity();
                    case MigrationEvent.LockReleased released -> "lock released";
                    case MigrationEvent.MigrationStarted started ->
                            "%s begins, %s of %s"
                                    .formatted(
                                            started.step().name(),
                                            started.number(),
                                            started.total());
                    case MigrationEvent.StatementDone done ->
                            "statement %s of %s".formatted(done.number(), done.total());
                    case MigrationEvent.BatchProgress batch -> "batch progress";
                    case MigrationEvent.TableLockMet met -> "table lock met";
                    case MigrationEvent.TableLockWaiting waiting -> "table lock waiting";
                    case MigrationEvent.MigrationFinished finished ->
                            finished.result().name() + " is done";
                    case MigrationEvent.MigrationFailed failed ->
                            failed.step().name() + " failed: " + failed.error().kind();
                    case MigrationEvent.Warning warning -> "warning: " + warning.message();
                });
    }

    private boolean isLocked() {
        return !database.query("SELECT FROM lifeguard_migrations WHERE version = -1").isEmpty();
    }

    @Test
    void hearARunInItsOrder() {
        project.write("20240102000000_two.sql", "");
        project.write(
                "20240103000000_three.sql",
                "CREATE TABLE three (id int);\nCREATE INDEX CONCURRENTLY i ON three (id);\n");

        project.migrator().listener(this::hear).build().up();

        assertThat(heard)
                .containsExactly(
                        "warning: The file \"20240102000000_two.sql\" holds no statement; it is"
                                + " applied as it is.",
                        "planned 3",
                        "lock acquired",
                        "one begins, 1 of 3",
                        "one is done",
                        "two begins, 2 of 3",
                        "two is done",
                        "three begins, 3 of 3",
                        "statement 1 of 2",
                        "statement 2 of 2",
                        "three is done",
                        "lock released");
    }

    @Test
    void hearAFailure() {
        project.write("20240102000000_two.sql", "DROP TABLE nowhere;\n");

        failureOf(() -> project.migrator().listener(this::hear).build().up());

        assertThat(heard)
                .containsExactly(
                        "planned 2",
                        "lock acquired",
                        "one begins, 1 of 2",
                        "one is done",
                        "two begins, 2 of 2",
                        "two failed: SCRIPT_FAILED",
                        "lock released");
    }

    @Test
    void hearARollback() {
        project.up();

        project.migrator().listener(this::hear).build().down();

        assertThat(heard)
                .containsExactly(
                        "planned 1",
                        "lock acquired",
                        "one begins, 1 of 1",
                        "one is done",
                        "lock released");
    }

    @Test
    void hearNothingWhenNothingIsPending() {
        project.up();

        project.migrator().listener(this::hear).build().up();

        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerThatFailsAtTheLockLeavesNoLock() {
        requireStoppedBy(MigrationEvent.LockAcquired.class);

        assertThat(isLocked()).isFalse();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aListenerThatFailsBeforeAMigrationKeepsItFromRunning() {
        requireStoppedBy(MigrationEvent.MigrationStarted.class);

        assertThat(isLocked()).isFalse();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aListenerThatFailsAfterAMigrationStopsTheRun() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        requireStoppedBy(MigrationEvent.MigrationFinished.class);

        assertThat(isLocked()).isFalse();
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void aListenerThatFailsBetweenStatementsStopsTheRun() {
        project.write(
                "20240102000000_two.sql",
                "-- lifeguard:no-transaction\nCREATE TABLE two (id int);\nDROP TABLE two;\n");

        requireStoppedBy(MigrationEvent.StatementDone.class);

        assertThat(isLocked()).isFalse();
        assertThat(database.has("two")).isTrue();
        assertThat(Project.names(project.up().applied())).containsExactly("two");
        assertThat(database.has("two")).isFalse();
    }

    private void requireStoppedBy(Class<? extends MigrationEvent> kind) {
        assertThatThrownBy(
                        () ->
                                project.migrator()
                                        .listener(
                                                event -> {
                                                    if (kind.isInstance(event)) {
                                                        throw new IllegalStateException("no");
                                                    }
                                                })
                                        .build()
                                        .up())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The listener dev.lifeguard.migrate.tests.startup.ListenerTest"
                                + " failed: java.lang.IllegalStateException: no. That ends the run;"
                                + " what was committed by then stays. Mend it, and run this"
                                + " again.")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
