package dev.lifeguard.migrate.tests.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Batches that the server ends because they and another transaction wait for each other. */
@OnPostgres
final class DeadlockedBatchesTest {

    private static final long FILL = 20240102000000L;

    @AutoClose private final Project project;

    DeadlockedBatchesTest(PostgresServer server) {
        project = new Project(server);
        project.database()
                .execute(
                        "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                        "INSERT INTO item (id) SELECT n FROM generate_series(1, 400) n");
        project.write(
                FILL + "_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=100 max-size=100 mode=background
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """);
        project.up();
    }

    private List<BatchStatus> run(int workers) {
        return project.migrator()
                .tableLockTimeout(Duration.ofMinutes(1))
                .build()
                .batches()
                .run(BatchRun.of(FILL).workers(workers));
    }

    private void requireDone(List<BatchStatus> done) {
        assertThat(done)
                .singleElement()
                .returns(State.DONE, BatchStatus::state)
                .returns(400L, BatchStatus::rowsDone)
                .satisfies(status -> assertThat(status.error()).isEmpty());
        assertThat(project.database().query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|400");
    }

    /** It finds the deadlock first, since the other one never looks for it. */
    @Test
    void oneThatTheApplicationCrossesIsTriedAgain() throws SQLException {
        project.database()
                .execute(
                        """
                        DO $$ BEGIN
                            EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''3s''',
                                    current_database());
                        END $$
                        """);
        try (Connection connection = project.database().dataSource().getConnection();
                Statement application = connection.createStatement()) {
            application.execute("SET deadlock_timeout = '1h'");
            connection.setAutoCommit(false);
            application.execute("UPDATE item SET seen = seen WHERE id = 50");
            Background<List<BatchStatus>> run = Background.start(() -> run(1));
            Await.until("the batch waits", () -> waiting().equals("1"));
            // Granted as soon as the batch is rolled back.
            application.execute("UPDATE item SET seen = seen WHERE id = 1");
            connection.commit();

            requireDone(run.result());
        }
    }

    private String waiting() {
        return project.database()
                .value(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database()");
    }

    /**
     * Their rows are counted in two other ones, by turns. Each has changed the one that the other
     * wants next when both go on.
     */
    @Test
    void theVictimOfTwoWorkersIsTriedAgain() throws SQLException {
        project.database()
                .execute(
                        "CREATE TABLE tally (parity int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                        "INSERT INTO tally VALUES (0), (1)",
                        """
                        CREATE FUNCTION count_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                            UPDATE tally SET n = n + 1
                            WHERE parity = (NEW.id + (NEW.id - 1) / 50) % 2;
                            IF NEW.id IN (1, 51) THEN
                                PERFORM pg_advisory_xact_lock_shared(1);
                            END IF;
                            RETURN NEW;
                        END $$
                        """,
                        "CREATE TRIGGER counted BEFORE UPDATE ON item"
                                + " FOR EACH ROW EXECUTE FUNCTION count_item()");
        try (Connection connection = project.database().dataSource().getConnection();
                Statement gate = connection.createStatement()) {
            gate.execute("SELECT pg_advisory_lock(1)");
            Background<List<BatchStatus>> run = Background.start(() -> run(2));
            Await.until("both hold a row", () -> waiting().equals("2"));
            gate.execute("SELECT pg_advisory_unlock(1)");

            requireDone(run.result());
        }
        assertThat(project.database().query("SELECT parity, n FROM tally ORDER BY parity"))
                .containsExactly("0|200", "1|200");
        // The victim's one alone is halved.
        assertThat(
                        project.database()
                                .query(
                                        "SELECT batch_size, count(*) FROM lifeguard_batches"
                                                + " GROUP BY batch_size ORDER BY batch_size"))
                .containsExactly("50|1", "100|7");
    }
}
