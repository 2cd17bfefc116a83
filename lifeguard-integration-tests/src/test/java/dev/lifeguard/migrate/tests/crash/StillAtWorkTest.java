package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The connection is cut, and the server is still at work on what it was sent. */
@OnPostgres
final class StillAtWorkTest {

    /** At the end of the transaction; a server that looks for its client would roll back. */
    private static final String GATE_AT_COMMIT =
            """
            CREATE TABLE one (id int);
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM set_config('client_connection_check_interval', '0', true);
                PERFORM pg_advisory_xact_lock(4711);
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON one
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
            """;

    @AutoClose private final Project project;
    @AutoClose private final CutProxy proxy;
    private final TestDatabase database;

    StillAtWorkTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        proxy = CutProxy.counting(database);
    }

    private Background<MigrationReport> start() {
        return Background.start(() -> project.migrator(proxy.dataSource()).build().up());
    }

    private boolean isLocked() {
        return !database.query("SELECT FROM lifeguard_migrations WHERE version = -1").isEmpty();
    }

    @Test
    void theLockIsReleasedWhenTheStatementOutsideATransactionHasEnded() {
        project.write(
                "20240101000000_one.sql",
                """
                -- lifeguard:no-transaction
                DO $$ BEGIN PERFORM pg_advisory_xact_lock(4711); COMMIT; END $$;
                """);
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start();
            gate.awaitArrival();

            proxy.cutNow();

            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessageStartingWith("LG-501 The connection to the database was lost");
            assertThat(gate.someoneWaits()).isFalse();
            assertThat(isLocked()).isFalse();
        }
    }

    @Test
    void whatIsSaidOfACommitIsAskedWhenTheServerHasEndedIt() {
        project.write("20240101000000_one.sql", GATE_AT_COMMIT);
        project.write("20240102000000_two.sql", "INSERT INTO one VALUES (1);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start();
            gate.awaitArrival();

            proxy.cutNow();
            Await.until("it waits for the COMMIT", () -> run.isDone() || someoneWaitsForTheLock());
            gate.open();

            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessage(
                            "LG-501 The connection to the database was lost at the COMMIT of"
                                    + " migration 20240102000000 two. The history says that it is"
                                    + " committed. Run up again: it goes on from there.");
        }
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(isLocked()).isFalse();
    }

    @Test
    void aCommitThatTheServerDoesNotEndIsSaidToBeOpen() {
        project.write("20240101000000_one.sql", GATE_AT_COMMIT);
        project.write("20240102000000_two.sql", "INSERT INTO one VALUES (1);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start();
            gate.awaitArrival();

            proxy.cutNow();

            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessage(
                            "LG-501 The connection to the database was lost at the COMMIT of"
                                    + " migration 20240102000000 two. Whether it is committed"
                                    + " cannot be asked now, but the history in the database will"
                                    + " say. Run up again: it goes on from there.");
            assertThat(isLocked()).isTrue();
        }
        assertThat(project.up().applied()).isEmpty();
        Await.until("the server has ended it", () -> project.history().size() == 2);
    }

    private boolean someoneWaitsForTheLock() {
        return !database.query(
                        """
                        SELECT FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        AND query LIKE 'UPDATE%lease_expires_at%'
                        """)
                .isEmpty();
    }
}
