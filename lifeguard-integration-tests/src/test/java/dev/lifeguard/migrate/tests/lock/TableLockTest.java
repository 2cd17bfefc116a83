package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state table that another session keeps from being read or written. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class TableLockTest {

    private static final Duration TIMEOUT = Duration.ofMillis(1500);
    private static final Duration LATEST_END = Duration.ofSeconds(5);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    TableLockTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.migrator().build().lock().close();
    }

    private static String lock(Connection other, String mode) throws SQLException {
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            statement.execute("LOCK TABLE lifeguard_migrations IN " + mode + " MODE");
        }
        String asked = "SELECT pg_backend_pid()";
        return "process %s (test, user postgres), whose last statement is: %s"
                .formatted(TestDatabase.query(other, asked).getFirst(), asked);
    }

    private void requireRefused(Runnable call, String blocker) {
        long start = System.nanoTime();
        assertThat(failureOf(call))
                .isInstanceOf(LockTimeoutException.class)
                .hasMessage(
                        "LG-401 The lock was not got within 1.5 s: the state table is locked by "
                                + blocker
                                + ". Run this again when that has ended, or wait longer with"
                                + " lockTimeout(…).");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LATEST_END);
        assertThat(recorder.all(MigrationEvent.LockWaiting.class))
                .first()
                .satisfies(waiting -> assertThat(waiting.holder()).isEqualTo(blocker));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"})
    void endsAnUpAtTheTimeoutAndSaysWhoIsInTheWay(String mode) throws SQLException {
        Migrator migrator = project.migrator().lockTimeout(TIMEOUT).listener(recorder).build();
        try (Connection other = database.connect()) {
            requireRefused(migrator::up, lock(other, mode));
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    /** A limit to the time of statements that is shorter than the wait is none of the wait's. */
    @ParameterizedTest
    @ValueSource(strings = {"SHARE", "ACCESS EXCLUSIVE"})
    void isWaitedForBeyondTheRolesStatementTimeout(String mode) throws SQLException {
        database.execute(
                "ALTER DATABASE %s SET statement_timeout = '300ms'".formatted(database.name()));
        Migrator migrator = project.migrator().lockTimeout(TIMEOUT).listener(recorder).build();
        try (Connection other = database.connect()) {
            String blocker = lock(other, mode);
            requireRefused(migrator::up, blocker);
            requireRefused(() -> migrator.lock().close(), blocker);
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    @Test
    void endsALook() throws SQLException {
        Migrator migrator = project.migrator().lockTimeout(TIMEOUT).listener(recorder).build();
        try (Connection other = database.connect()) {
            requireRefused(migrator::status, lock(other, "ACCESS EXCLUSIVE"));
        }
    }

    @Test
    void isWaitedForAsLongAsTheTimeout() throws SQLException {
        try (Connection other = database.connect()) {
            lock(other, "ACCESS EXCLUSIVE");
            Background<?> run =
                    Background.start(
                            project.migrator()
                                            .lease(Duration.ofSeconds(1))
                                            .listener(recorder)
                                            .build()
                                    ::up);
            Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));
            other.rollback();

            run.result();
        }
        assertThat(project.history()).hasSize(1);
    }

    /** While the runner waits for another one's row, which then goes. */
    private void letNobodyInsert() {
        database.execute(
                """
                CREATE RULE nothing AS ON INSERT TO lifeguard_migrations DO INSTEAD NOTHING
                """);
        LockRow.delete(database);
    }

    private MigratorBuilder withoutInsert(WireTap tap) {
        LockRow.insert(database, "now() + interval '5 minutes'");
        AtomicBoolean first = new AtomicBoolean(true);
        return project.migrator(tap.dataSource())
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.LockWaiting
                                    && first.getAndSet(false)) {
                                letNobodyInsert();
                            }
                        });
    }

    private static long inserts(WireTap tap) {
        return tap.statements().stream().filter(sql -> sql.startsWith("INSERT INTO")).count();
    }

    @Test
    void aRowThatIsNeverInsertedIsNotWaitedForForEver() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            Migrator migrator = withoutInsert(tap).lockTimeout(Duration.ofSeconds(2)).build();

            assertThat(failureOf(migrator::up))
                    .hasMessage(
                            "LG-401 The lock was not got within 2 s: its row could not be inserted"
                                    + " into the state table, and none is there to be seen."
                                    + " Another runner may have come and gone in between: run this"
                                    + " again. If that does not help, a rule, a trigger, a row"
                                    + " policy or a key of that table may do this; remove it.");
            assertThat(inserts(tap)).isBetween(3L, 25L);
        }
    }

    @Test
    void aWaitForSuchARowCanBeStopped() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            Migrator migrator = withoutInsert(tap).build();
            Background<?> run = Background.start(migrator::up);
            Await.until("it tries again and again", () -> inserts(tap) > 4);

            migrator.stop();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessage(
                            "LG-601 The run was told to stop. It was waiting for the lock, and"
                                    + " nothing was changed.");
        }
    }
}
