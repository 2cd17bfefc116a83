package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A runner that freezes for longer than its lease at the worst moment: with a statement outside a
 * transaction on its lips, the check of the lock behind it.
 */
@OnPostgres
final class FrozenRunnerTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    FrozenRunnerTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        database.execute(
                "CREATE TABLE one (id int)",
                """
                CREATE PROCEDURE add_one() LANGUAGE sql AS 'INSERT INTO one VALUES (1)'
                """);
        project.write("20240101000000_one.sql", "-- lifeguard:no-transaction\nCALL add_one();\n");
    }

    private MigratorBuilder runner(DataSource dataSource) {
        return project.migrator(dataSource).lease(LEASE).lockTimeout(Duration.ofSeconds(30));
    }

    private void requireNeverSent(DataSource dataSource, WireTap tap) {
        tap.freezeAt("CALL add_one");
        Background<?> frozen = Background.start(runner(dataSource).build()::up);
        Await.until("it is about to call", tap::isFrozen);

        assertThat(failureOf(() -> runner(database.dataSource()).listener(recorder).build().up()))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("statement 1 (CALL) was started and then cut off");
        assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
        tap.thaw();

        requireGivenUp(frozen);
        assertThat(database.query("SELECT id FROM one")).isEmpty();
    }

    /** To a process that goes on, the frozen network is one that swallows everything. */
    private static void requireGivenUp(Background<?> frozen) {
        assertThat(frozen.failure(LifeguardException.class).kind())
                .isIn(ErrorKind.LEASE_LOST, ErrorKind.DATABASE_UNREACHABLE);
    }

    @Test
    void wakesUpWithoutASessionToSendItOn() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            requireNeverSent(tap.dataSource(), tap);
        }
    }

    @Test
    void sendsNothingWhenItsRowIsGoneBeforeItIsKeptInPlace() throws IOException {
        project.write("20240101000000_one.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        try (WireTap tap = WireTap.before(database)) {
            tap.freezeAt("SELECT 1 FROM");
            Background<?> frozen = Background.start(project.migrator(tap.dataSource()).build()::up);
            Await.until("it is about to keep its row", tap::isFrozen);
            project.migrator().build().unlock();
            tap.thaw();

            assertThat(frozen.failure(LeaseLostException.class)).isNotNull();
        }
        assertThat(database.has("one_id")).isFalse();
    }

    @Test
    void hasAFreshLeaseWhenItsRowIsKeptInPlace() throws IOException, SQLException {
        project.write("20240101000000_one.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        try (WireTap tap = WireTap.before(database);
                Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO one VALUES (2) RETURNING id");
            tap.freezeAt("SET idle_session_timeout");
            Background<MigrationReport> run =
                    Background.start(project.migrator(tap.dataSource()).build()::up);
            Await.until("it is about to check the lock", tap::isFrozen);
            database.execute(
                    """
                    UPDATE lifeguard_migrations SET lease_expires_at = now() + interval '1 second'
                    WHERE version = -1
                    """);
            tap.thaw();
            Await.until("the index is begun", () -> database.has("one_id"));

            assertThat(
                            database.value(
                                    """
                                    SELECT lease_expires_at > now() + interval '20 seconds'
                                    FROM lifeguard_migrations WHERE version = -1
                                    """))
                    .isEqualTo("t");
            writer.commit();
            run.result();
        }
    }

    @Test
    void isNotTakenOverWhileItsStatementRuns() throws IOException, SQLException {
        project.write("20240101000000_one.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        try (WireTap tap = WireTap.before(database);
                WireTap waiting = WireTap.before(database);
                Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO one VALUES (2) RETURNING id");
            Background<?> frozen = Background.start(runner(tap.dataSource()).build()::up);
            Await.until("the index is begun", () -> database.has("one_id"));
            tap.freeze();
            Background<?> next =
                    Background.start(runner(waiting.dataSource()).listener(recorder).build()::up);
            Await.until(
                    "the lease has run out",
                    () ->
                            database.value(
                                            """
                                            SELECT lease_expires_at < clock_timestamp()
                                            FROM lifeguard_migrations WHERE version = -1
                                            """)
                                    .equals("t"));
            Await.until(
                    "the row is in place no more",
                    () ->
                            database.query(
                                            """
                                            SELECT FROM pg_stat_activity
                                            WHERE datname = current_database()
                                            AND state = 'idle in transaction'
                                            AND pid <> pg_backend_pid()
                                            AND query LIKE 'SET LOCAL idle_in%'
                                            """)
                                    .isEmpty());
            int before = waiting.statements().size();
            Await.until(
                    "it has tried again and again",
                    () -> waiting.statements().size() > before + 12);
            assertThat(recorder.has(MigrationEvent.LockTakenOver.class)).isFalse();
            writer.commit();

            next.result();
            assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
            tap.thaw();
            requireGivenUp(frozen);
        }
        assertThat(
                        database.value(
                                "SELECT indisvalid FROM pg_index WHERE indexrelid ="
                                        + " 'one_id'::regclass"))
                .isEqualTo("t");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void isTakenOverWhereItFrozeBeforeTheCommitOfARenewal() throws IOException {
        project.write("20240101000000_one.sql", Gate.sql() + "\n");
        try (WireTap work = WireTap.before(database);
                WireTap renewals = WireTap.before(database);
                Gate gate = Gate.in(database)) {
            Background<?> frozen =
                    Background.start(runner(firstThrough(work, renewals)).build()::up);
            gate.awaitArrival();
            renewals.freezeAt("COMMIT");
            Await.until("it is about to commit a renewal", renewals::isFrozen);
            work.freeze();
            gate.open();

            assertThat(runner(database.dataSource()).listener(recorder).build().up().applied())
                    .hasSize(1);
            assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
            work.thaw();
            renewals.thaw();
            requireGivenUp(frozen);
        }
    }

    @Test
    void isTakenOverWhereItFrozeBeforeTheCommitOfABaseline() throws IOException {
        project.write("20240101000000_one.sql", "CREATE TABLE two (id int);\n");
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE three (id int);\n");
        try (WireTap tap = WireTap.before(database)) {
            tap.freezeAt("COMMIT");
            Background<?> frozen =
                    Background.start(
                            () -> runner(tap.dataSource()).build().baseline(20240102000000L));
            Await.until("it is about to commit", tap::isFrozen);

            assertThat(runner(database.dataSource()).listener(recorder).build().up().applied())
                    .hasSize(1);
            assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
            tap.thaw();
            requireGivenUp(frozen);
        }
    }

    /** The first connection through one tap, all others through another one. */
    private static DataSource firstThrough(WireTap first, WireTap others) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return (isFirst.getAndSet(false) ? first : others).dataSource().getConnection();
            }
        };
    }
}
