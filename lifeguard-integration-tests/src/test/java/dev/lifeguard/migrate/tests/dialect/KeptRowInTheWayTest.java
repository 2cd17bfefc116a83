package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * CREATE INDEX CONCURRENTLY waits for the end of each transaction that has a snapshot when it looks
 * for them; the one that keeps the lock's row in place has one while it asks something.
 */
@OnPostgres
final class KeptRowInTheWayTest {

    private static final Duration LEASE = Duration.ofSeconds(9);

    @AutoClose private final Project project;
    private final TestDatabase database;

    KeptRowInTheWayTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
    }

    private boolean indexWaitsFor(String lock) {
        return !database.query(
                        """
                        SELECT FROM pg_stat_activity a
                        WHERE a.datname = current_database() AND a.query LIKE 'CREATE INDEX%%'
                        AND a.wait_event_type = 'Lock' AND %s
                        """
                                .formatted(lock))
                .isEmpty();
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Each connection but the first, which is watched as the driver's own only. */
    private DataSource secondOf(DataSource others) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return (first.getAndSet(false) ? database.dataSource() : others).getConnection();
            }
        };
    }

    @Test
    void letsTheIndexThatWaitsForItGoOn() throws SQLException {
        AtomicBoolean inTheWay = new AtomicBoolean();
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE one IN ROW EXCLUSIVE MODE");
            MeddledDataSource meddled =
                    new MeddledDataSource(
                            database.dataSource(),
                            sql -> {
                                // What it asked has its snapshot until this takes its place.
                                if (sql.startsWith("SET LOCAL idle_in_transaction")
                                        && !inTheWay.get()
                                        && indexWaitsFor(
                                                "a.wait_event IN ('virtualxid', 'relation')")) {
                                    inTheWay.set(true);
                                    commit(other);
                                    Await.until(
                                            "the index waits for it",
                                            () ->
                                                    indexWaitsFor(
                                                            """
                                                            EXISTS (
                                                                SELECT FROM unnest(
                                                                    pg_blocking_pids(a.pid)) b(pid)
                                                                JOIN pg_stat_activity k
                                                                    ON k.pid = b.pid
                                                                WHERE k.state = 'idle in transaction')
                                                            """));
                                }
                            });
            Background<MigrationReport> run =
                    Background.start(
                            () -> project.migrator(secondOf(meddled)).lease(LEASE).build().up());

            assertThat(run.result().applied()).hasSize(1);
        }
        assertThat(inTheWay).isTrue();
        assertThat(database.has("one_id")).isTrue();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }
}
