package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What two processes do to the same batches. */
@OnPostgres
final class BatchRacesTest {

    private static final long FILL = 20240102000000L;

    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event_type = 'Lock'";

    private static final Duration LIMIT = Duration.ofMillis(50);

    @AutoClose private final Project project;
    private final TestDatabase database;

    BatchRacesTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        database.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n FROM generate_series(1, 100) n");
    }

    private Batches batches() {
        return project.migrator().tableLockTimeout(LIMIT).build().batches();
    }

    /** In a thread of its own: the common pool of a machine with two processors has one. */
    private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().start(task));
    }

    private void fill(String statement) {
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=50 max-size=50 mode=background
                %s WHERE id > :from AND id <= :to;
                """
                        .formatted(statement));
        project.up();
    }

    @Test
    void aBatchThatFailsLeavesWhatIsCancelledSo() throws SQLException {
        fill("UPDATE item SET seen = seen / (SELECT count(*) FROM gate)");
        database.execute("CREATE TABLE gate (id int)");
        try (Connection gate = database.dataSource().getConnection();
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.execute("LOCK TABLE gate IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Throwable> run =
                    inThread(
                            () ->
                                    failureOf(
                                            () ->
                                                    project.migrator()
                                                            .tableLockTimeout(Duration.ofMinutes(1))
                                                            .build()
                                                            .batches()
                                                            .run(BatchRun.all())));
            Await.until("a batch waits", () -> database.value(WAITING).equals("1"));
            CompletableFuture<BatchStatus> cancelled = inThread(() -> batches().cancel(FILL));
            Await.until(
                    "its end is waited for",
                    () -> cancelled.isDone() || database.value(WAITING).equals("2"));
            gate.commit();

            assertThat(run.join()).hasMessageContaining("division by zero");
            assertThat(cancelled.join().state()).isEqualTo(State.CANCELLED);
        }
        assertThat(batches().status().getFirst().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aRunThatBeginsInTheMiddleOfAnothersBatchWaitsForIt() throws SQLException {
        fill("UPDATE item SET seen = seen + 1");
        batches().run(BatchRun.all().telling(status -> batches().pause(FILL)));
        batches().resume(FILL);
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM lifeguard_batches FOR UPDATE");
            CompletableFuture<List<BatchStatus>> run =
                    inThread(() -> batches().run(BatchRun.all()));
            Await.until("it waits", () -> database.value(WAITING).equals("1"));
            long since = System.nanoTime();
            Await.until(
                    "it waits for longer than its limit",
                    () -> run.isDone() || System.nanoTime() - since > LIMIT.toNanos() * 8);
            other.rollback();

            assertThat(run.join().getFirst().state()).isEqualTo(State.DONE);
        }
        assertThat(database.query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|100");
    }

    @Test
    void rowsThatAreDeletedUnderARunAreToldAsThat() {
        fill("UPDATE item SET seen = seen + 1");

        assertThat(
                        failureOf(
                                () ->
                                        batches()
                                                .run(
                                                        BatchRun.all()
                                                                .telling(
                                                                        status ->
                                                                                database.execute(
                                                                                        "DELETE"
                                                                                            + " FROM"
                                                                                            + " lifeguard_batches")))))
                .hasMessage(
                        "LG-101 The rows of migration 20240102000000 fill in the table of batches"
                            + " are gone, so that how far it is is not known. What was committed"
                            + " stays. \"batch run 20240102000000 --restart\" runs it from the"
                            + " first row on.");
    }
}
