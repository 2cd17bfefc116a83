package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.ds.PGSimpleDataSource;

/** A lock whose holder is dead is taken over, and one whose holder may be alive is not. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class TakeOverTest {

    private static final String ANOTHER = "host-7, process 12, shop, started 2024-01-20T11:59:58Z";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    TakeOverTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    private MigrationReport upWithin(Duration lockTimeout) {
        return project.migrator().lockTimeout(lockTimeout).listener(recorder).build().up();
    }

    private String failureOfUpWithin(Duration lockTimeout) {
        return failureOf(() -> upWithin(lockTimeout)).detail().coded();
    }

    private void requireTakenOver() {
        assertThat(upWithin(Duration.ofSeconds(20)).applied()).hasSize(1);
        assertThat(recorder.all(MigrationEvent.LockTakenOver.class))
                .containsExactly(new ToldEvent.LockTakenOver(ANOTHER));
        assertThat(LockRow.exists(database)).isFalse();
    }

    /** The holder's backend becomes the one of a connection. */
    private void recordBackend(Connection connection) throws SQLException {
        String pid = TestDatabase.query(connection, "SELECT pg_backend_pid()").getFirst();
        database.execute(
                """
                UPDATE lifeguard_migrations m
                SET backend_pid = a.pid, backend_start = a.backend_start
                FROM pg_stat_activity a WHERE a.pid = %s AND version = -1
                """
                        .formatted(pid));
    }

    @Test
    void aLeaseThatHasRunOutIsTakenOver() {
        LockRow.insert(database, "now() - interval '1 second'");

        requireTakenOver();

        assertThat(recorder.has(MigrationEvent.LockWaiting.class)).isFalse();
    }

    @Test
    void aLeaseThatRunsOutWhileOthersWaitIsTakenOver() {
        LockRow.insert(database, "now() + interval '1 second'");

        requireTakenOver();

        assertThat(recorder.has(MigrationEvent.LockWaiting.class)).isTrue();
    }

    @Test
    void aLeaseThatLastsIsNotTakenOver() {
        LockRow.insert(database, "now() + interval '1 hour'");

        assertThat(failureOfUpWithin(Duration.ofSeconds(1)))
                .isEqualTo(
                        "LG-401 The lock was not got within 1 s: \""
                                + ANOTHER
                                + "\" holds it since"
                                + " 2024-01-20T12:00:00Z. Run this again when it has finished, or"
                                + " wait longer with lockTimeout(…); migrator.lockHolder() shows"
                                + " what it does.");
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
        assertThat(recorder.has(MigrationEvent.LockTakenOver.class)).isFalse();
    }

    /** As a copy of a database has it that was made in the middle of a run. */
    @Test
    void aHolderWhoseServerProcessWorksOnAnotherDatabaseIsTakenOverAtOnce() throws SQLException {
        LockRow.insert(database, "now() + interval '1 hour'");
        PGSimpleDataSource elsewhere = database.dataSource();
        elsewhere.setDatabaseName("postgres");
        try (Connection other = elsewhere.getConnection();
                Statement statement = other.createStatement()) {
            recordBackend(other);
            statement.execute("SELECT 1");

            requireTakenOver();
        }
    }

    @Test
    void aHolderWhoseServerProcessIsGoneIsTakenOverAtOnce() throws SQLException {
        LockRow.insert(database, "now() + interval '1 hour'");
        String backend;
        try (Connection holder = database.connect()) {
            recordBackend(holder);
            backend = TestDatabase.query(holder, "SELECT pg_backend_pid()").getFirst();
        }
        Await.until(
                "the server process is gone",
                () ->
                        database.query("SELECT FROM pg_stat_activity WHERE pid = " + backend)
                                .isEmpty());

        requireTakenOver();

        assertThat(recorder.has(MigrationEvent.LockWaiting.class)).isFalse();
    }

    @Test
    void aServerProcessWithTheSameNumberThatStartedLaterIsNotTheHolders() throws SQLException {
        LockRow.insert(database, "now() + interval '1 hour'");
        try (Connection later = database.connect()) {
            recordBackend(later);
            database.execute(
                    """
                    UPDATE lifeguard_migrations SET backend_start = backend_start - interval '1 day'
                    WHERE version = -1
                    """);

            requireTakenOver();
        }
    }

    @Test
    void aHolderWhoseServerProcessLivesIsNotTakenOver() throws SQLException {
        LockRow.insert(database, "now() + interval '1 hour'");
        try (Connection holder = database.connect()) {
            recordBackend(holder);

            assertThat(failureOfUpWithin(Duration.ofSeconds(1)))
                    .startsWith("LG-401 The lock was not got within 1 s: \"" + ANOTHER);
        }
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
    }

    @Test
    void aRowWithTheSixColumnsOnlyIsRespected() {
        database.execute("DROP TABLE lifeguard_migrations", "DROP TABLE one");
        LockRow.insertWithSixColumns(database);

        assertThat(failureOfUpWithin(Duration.ofSeconds(1)))
                .isEqualTo(
                        "LG-401 The lock was not got within 1 s: \"a writer that left no name\""
                                + " holds it since 2024-01-20T12:00:00Z. Its row has no lease, so"
                                + " it was written by hand or by another tool and never runs out."
                                + " When nobody is at work, remove it: migrator.unlock()");
        assertThat(LockRow.tokens(database)).containsExactly("lock");

        LockRow.delete(database);
        assertThat(upWithin(Duration.ofSeconds(1)).applied()).hasSize(2);
    }

    @Test
    void aTransactionThatKeepsTheRowInPlaceIsWaitedForEvenWithoutALease() throws SQLException {
        LockRow.insert(database, "now() - interval '1 hour'");
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            TestDatabase.query(
                    holder, "SELECT 1 FROM lifeguard_migrations WHERE version = -1 FOR KEY SHARE");

            assertThat(failureOfUpWithin(Duration.ofMillis(1500)))
                    .isEqualTo(
                            "LG-401 The lock was not got within 1.5 s: \""
                                    + ANOTHER
                                    + "\" holds it"
                                    + " since 2024-01-20T12:00:00Z. Its lease has run out or its"
                                    + " server process is gone, but a transaction keeps its row in"
                                    + " place, or its last statement still runs. Run this again"
                                    + " when that has ended; migrator.lockHolder() shows what is"
                                    + " seen of it.");
            assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
            holder.rollback();
        }
        requireTakenOver();
    }

    @Test
    void aMigrationIsNeverTakenOverInItsTransactionAlsoOnAPoolOfOne() {
        project.write("20240102000000_two.sql", Gate.sql() + "\nCREATE TABLE two (id int);\n");
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Gate gate = Gate.in(database)) {
            Background<MigrationReport> holder =
                    Background.start(
                            () -> project.migrator(pool).lease(Duration.ofSeconds(1)).build().up());
            gate.awaitArrival();
            Await.until(
                    "the lease has run out",
                    () ->
                            database.value(
                                            """
                                            SELECT lease_expires_at < now()
                                            FROM lifeguard_migrations WHERE version = -1
                                            """)
                                    .equals("t"));

            assertThat(failureOfUpWithin(Duration.ofMillis(1500)))
                    .startsWith("LG-401 The lock was not got within 1.5 s: ");
            gate.open();

            assertThat(Project.names(holder.result().applied())).containsExactly("two");
        }
        assertThat(recorder.has(MigrationEvent.LockTakenOver.class)).isFalse();
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void theLeaseIsExtendedWhileAMigrationRuns() {
        project.write("20240102000000_two.sql", Gate.sql() + "\nCREATE TABLE two (id int);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> holder =
                    Background.start(
                            () -> project.migrator().lease(Duration.ofSeconds(1)).build().up());
            gate.awaitArrival();
            String first = leaseEnd();
            Await.until(
                    "the lease ends two seconds later",
                    () ->
                            database.value(
                                            """
                                            SELECT lease_expires_at > ?::timestamptz + interval '2 s'
                                            FROM lifeguard_migrations WHERE version = -1
                                            """,
                                            first)
                                    .equals("t"));
            assertThat(
                            database.value(
                                    "SELECT lease_expires_at > now() FROM lifeguard_migrations"
                                            + " WHERE version = -1"))
                    .isEqualTo("t");
            gate.open();
            holder.result();
        }
    }

    private String leaseEnd() {
        return database.value(
                "SELECT lease_expires_at FROM lifeguard_migrations WHERE version = -1");
    }
}
