package dev.lifeguard.migrate.tests.batch;

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
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The server is gone in the middle of batches, and is back, or its standby takes its place. */
@OnPostgres(18)
final class ServerGoneTest {

    private static final String SEEN = "SELECT seen, count(*) FROM item GROUP BY seen";

    @AutoClose private final OwnServer primary;

    ServerGoneTest(PostgresServer server) {
        primary = OwnServer.like(server);
    }

    private static void begin(Project project) {
        project.database()
                .execute(
                        "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                        "INSERT INTO item (id) SELECT n FROM generate_series(1, 2000) n");
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=10 max-size=10 pause=5ms mode=background
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """);
        project.up();
    }

    /** Two workers, of which one hears how many batches there were. */
    private static Background<List<BatchStatus>> run(
            Project project, DataSource dataSource, AtomicLong batches) {
        return Background.start(
                () ->
                        project.migrator(dataSource)
                                .build()
                                .batches()
                                .run(
                                        BatchRun.all()
                                                .workers(2)
                                                .telling(status -> batches.incrementAndGet())));
    }

    @Test
    void goesOnWhenAServerThatCrashedIsBack() {
        try (Project project = new Project(primary.server())) {
            begin(project);
            AtomicLong batches = new AtomicLong();

            Background<List<BatchStatus>> run =
                    run(project, project.database().dataSource(), batches);
            for (int crash = 1; crash <= 2; crash++) {
                long before = batches.get();
                Await.until("some batches are done", () -> batches.get() > before + 20);
                primary.stop(OwnServer.Stop.IMMEDIATE);
                primary.start();
            }

            assertThat(run.result()).singleElement().returns(State.DONE, BatchStatus::state);
            assertThat(project.database().query(SEEN)).containsExactly("1|2000");
        }
    }

    @Test
    void goesOnAtTheStandbyThatTakesItsPlace() throws SQLException {
        try (OwnServer standby = primary.standby();
                Project project = new Project(primary.server())) {
            // The standby has none of its own to wait for.
            primary.configure("synchronous_standby_names = 'standby'\nsynchronous_commit = on\n");
            primary.stop(OwnServer.Stop.FAST);
            primary.start();
            begin(project);
            AtomicLong batches = new AtomicLong();
            PGSimpleDataSource either = either(project.database(), standby);

            Background<List<BatchStatus>> run = run(project, either, batches);
            Await.until("some batches are done", () -> batches.get() > 20);
            primary.stop(OwnServer.Stop.IMMEDIATE);
            standby.promote();

            assertThat(run.result()).singleElement().returns(State.DONE, BatchStatus::state);
            try (Connection promoted = either.getConnection()) {
                assertThat(TestDatabase.query(promoted, SEEN)).containsExactly("1|2000");
            }
            // What is left over of the project is removed there.
            primary.configure("synchronous_standby_names = ''\n");
            primary.start();
        }
    }

    /** Both hosts, of which the primary is meant. */
    private PGSimpleDataSource either(TestDatabase database, OwnServer standby) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(
                "jdbc:postgresql://%1$s:%2$s,%1$s:%3$s/%4$s?user=postgres&targetServerType=primary"
                                .formatted(
                                        primary.server().host(),
                                        primary.server().port(),
                                        standby.server().port(),
                                        database.name())
                        + "&prepareThreshold=0&hostRecheckSeconds=0");
        return dataSource;
    }
}
