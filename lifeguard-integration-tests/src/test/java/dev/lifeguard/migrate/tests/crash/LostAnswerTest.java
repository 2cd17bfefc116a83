package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A device on the way forgets one connection, as it does with one that carries nothing for some
 * minutes, and lets the others pass: what the server has done by then is not waited for.
 */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class LostAnswerTest {

    /** So long that no busy machine makes the second connection look silent as well. */
    private static final Duration LEASE = Duration.ofSeconds(9);

    private static final String RENEWALS =
            "SELECT lease_expires_at FROM lifeguard_migrations WHERE version = -1";

    private static final String TOUCHES =
            """
            SELECT query_start FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'SET LOCAL idle_in_transaction%'
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;
    @AutoClose private final WireTap tap;

    LostAnswerTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        tap = WireTap.before(database);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
    }

    /** Its first connection goes through the tap, the others do not. */
    private MigratorBuilder runner() {
        DataSource tapped = tap.dataSource();
        DataSource direct = database.dataSource();
        AtomicBoolean first = new AtomicBoolean(true);
        return project.migrator(
                        new PGSimpleDataSource() {
                            @Override
                            public Connection getConnection() throws SQLException {
                                return (first.getAndSet(false) ? tapped : direct).getConnection();
                            }
                        })
                .lease(LEASE);
    }

    private static void requireTold(Background<MigrationReport> run) {
        assertThat(run.failure(DatabaseUnreachableException.class))
                .hasMessageContaining(
                        "the server has ended what it was asked, and its answer did not come");
    }

    private void requireGoesOn() {
        project.migrator().lockTimeout(Duration.ofSeconds(30)).build().up();
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void ofALongTransaction() {
        project.write("20240102000000_two.sql", Gate.sql() + "\nINSERT INTO one VALUES (1);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = Background.start(runner().build()::up);
            gate.awaitArrival();
            awaitTwo(RENEWALS);
            tap.freeze();
            gate.open();

            requireTold(run);
        }
        tap.thaw();
        requireGoesOn();
        assertThat(database.query("SELECT id FROM one")).containsExactly("1");
    }

    @Test
    void ofAStatementOutsideATransaction() throws SQLException {
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE one IN ROW EXCLUSIVE MODE");
            Background<MigrationReport> run = Background.start(runner().build()::up);
            Await.until(
                    "it waits for the other transaction",
                    () ->
                            !database.query(
                                            """
                                            SELECT FROM pg_stat_activity
                                            WHERE datname = current_database()
                                            AND query LIKE 'CREATE INDEX%'
                                            AND wait_event_type = 'Lock'
                                            """)
                                    .isEmpty());
            awaitTwo(TOUCHES);
            tap.freeze();
            other.commit();

            requireTold(run);
        }
        tap.thaw();
        requireGoesOn();
        assertThat(database.has("one_id")).isTrue();
    }

    /** So that the second connection has seen the first one at work. */
    private void awaitTwo(String what) {
        for (int seen = 0; seen < 2; seen++) {
            List<String> before = database.query(what);
            Await.until("the second connection looks", () -> !database.query(what).equals(before));
        }
    }
}
