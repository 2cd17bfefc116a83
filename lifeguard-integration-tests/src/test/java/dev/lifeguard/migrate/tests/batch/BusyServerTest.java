package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that wait while their server, or its replica, is busy. */
@OnPostgres(18)
final class BusyServerTest {

    private final OwnServer primary;
    private final Project project;
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();

    BusyServerTest(PostgresServer server) {
        primary = OwnServer.like(server);
        project = new Project(primary.server());
        project.database()
                .execute(
                        "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                        "INSERT INTO item (id) SELECT n FROM generate_series(1, 1000) n");
    }

    /** The project first: its database is on the server. */
    @AfterEach
    void close() {
        try (primary;
                project) {
            reasons.clear();
        }
    }

    private void begin(String words) {
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=100 max-size=100 mode=background %s
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """
                        .formatted(words));
        project.up();
    }

    private Background<List<BatchStatus>> run() {
        return Background.start(
                () ->
                        project.migrator()
                                .build()
                                .batches()
                                .run(
                                        BatchRun.all()
                                                .telling(
                                                        status ->
                                                                status.waiting()
                                                                        .ifPresent(reasons::add))));
    }

    private void awaitReason(String reason) {
        Await.until(
                () -> reason + " in " + reasons,
                () -> reasons.stream().anyMatch(each -> each.matches(reason)));
    }

    private void requireDone(Background<List<BatchStatus>> run) {
        assertThat(run.result())
                .singleElement()
                .returns(State.DONE, BatchStatus::state)
                .returns(1000L, BatchStatus::rowsDone)
                .satisfies(status -> assertThat(status.error()).isEmpty())
                .satisfies(status -> assertThat(status.waiting()).isEmpty());
        assertThat(project.database().query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|1000");
    }

    @Test
    void waitsForAReplicaThatHasStoppedToApply() throws SQLException {
        begin("max-lag=300ms pause=50ms");
        try (OwnServer standby = primary.standby();
                Connection replica =
                        DriverManager.getConnection(
                                "jdbc:postgresql://%s:%s/postgres?user=postgres"
                                        .formatted(
                                                standby.server().host(),
                                                standby.server().port()))) {
            Await.until(
                    "it streams",
                    () ->
                            project.database()
                                    .value("SELECT count(*) FROM pg_stat_replication")
                                    .equals("1"));
            TestDatabase.query(replica, "SELECT pg_wal_replay_pause()");
            Background<List<BatchStatus>> run = run();
            awaitReason("a replica is [0-9]+ ms behind, and max-lag is 300 ms");
            assertThat(project.migrator().build().batches().status())
                    .singleElement()
                    .returns(State.RUNNING, BatchStatus::state)
                    .satisfies(status -> assertThat(status.error()).isEmpty())
                    .satisfies(
                            status ->
                                    assertThat(status.waiting().orElseThrow())
                                            .startsWith("a replica is "));

            TestDatabase.query(replica, "SELECT pg_wal_replay_resume()");
            requireDone(run);
        }
    }

    @Test
    void withoutAReplicaNothingIsWaitedFor() {
        begin("max-lag=1ms");

        requireDone(run());

        assertThat(reasons).isEmpty();
    }

    @Test
    void waitsWhileManySessionsRunStatements() {
        begin("max-active=1");
        Background<List<String>> one = sleeping();
        Background<List<String>> other = sleeping();
        Await.until("both sleep", () -> project.database().value(SLEEPING).equals("2"));

        Background<List<BatchStatus>> run = run();

        awaitReason("[2-9] sessions run a statement, and max-active is 1");
        project.database()
                .execute(
                        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                                + " WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");
        requireDone(run);
        assertThat(one.failure(IllegalStateException.class)).isNotNull();
        assertThat(other.failure(IllegalStateException.class)).isNotNull();
    }

    private static final String SLEEPING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";

    private Background<List<String>> sleeping() {
        return Background.start(
                () -> {
                    try (Connection connection = project.database().dataSource().getConnection()) {
                        return TestDatabase.query(connection, "SELECT pg_sleep(300)");
                    } catch (SQLException cancelled) {
                        throw new IllegalStateException(cancelled);
                    }
                });
    }

    @Test
    void aBatchThatWroteALotIsPaidForByTheWaitBehindIt() {
        begin("max-wal=20kB/s");

        requireDone(run());

        assertThat(reasons)
                .isNotEmpty()
                .allMatch(
                        reason ->
                                reason.matches(
                                        "the server writes [0-9]+ bytes of WAL a second, and"
                                                + " max-wal is 20480"));
    }

    @Test
    void refusesWhatItsRoleMayNotSee() throws SQLException {
        String role = project.database().createRole("runner", "secret");
        project.database().execute("GRANT ALL ON SCHEMA public TO " + role);
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id max-active=5
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """);

        assertThat(
                        failureOf(
                                () ->
                                        project.migrator(
                                                        project.database()
                                                                .dataSource(role, "secret"))
                                                .build()
                                                .up()))
                .hasMessage(
                        "LG-302 20240102000000_fill.sql:2:1: max-active= needs what other roles do,"
                            + " which this one may not see. Run \"GRANT pg_read_all_stats TO\" with"
                            + " its name, or take it out.");
    }
}
