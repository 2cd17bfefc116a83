package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What ends a run while a migration waits for its next try. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class BetweenTriesTest {

    private static final String FILE = "20240102000000_note.sql";
    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note text;\n";
    private static final String BUSY =
            """
            ALTER TABLE first ADD COLUMN note text;
            LOCK TABLE orders IN ACCESS EXCLUSIVE MODE NOWAIT;
            """;
    private static final String LOCK = "FROM lifeguard_migrations WHERE version = -1";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<ErrorDetail> failed = new CopyOnWriteArrayList<>();
    private final List<MigrationEvent.TableLockMet> met = new CopyOnWriteArrayList<>();

    BetweenTriesTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int);\n");
        project.up();
    }

    private MigratorBuilder migrator() {
        return project.migrator()
                .tableLockTimeout(Duration.ofMillis(100))
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.TableLockMet each) {
                                met.add(each);
                            } else if (event instanceof MigrationEvent.MigrationFailed each) {
                                failed.add(each.error());
                            }
                        });
    }

    private Blocker reader() throws SQLException {
        return Blocker.in(database, "SELECT * FROM orders");
    }

    private MigrationInterruptedException stopped() {
        Migrator migrator = migrator().build();
        Background<MigrationReport> run = Background.start(migrator::up);
        Await.until("it met a lock", () -> !met.isEmpty());
        migrator.stop();
        return run.failure(MigrationInterruptedException.class);
    }

    @Test
    void aStopIsTheMigrationsAndSaysWhoWasInTheWay() throws SQLException {
        project.write(FILE, ALTER);
        try (Blocker blocker = reader()) {
            MigrationInterruptedException failure = stopped();

            assertThat(failure.detail().version()).isEqualTo(20240102000000L);
            assertThat(failure.detail().file()).isEqualTo(FILE);
            assertThat(failure).hasMessageContaining(" It was tried ");
            assertThat(failed).containsExactly(failure.detail());
            blocker.end();
        }
    }

    @Test
    void aStopOfAScriptWithoutATransactionSaysWhatStays() throws SQLException {
        project.write(FILE, "-- lifeguard:no-transaction\nCREATE TABLE more (id int);\n" + ALTER);
        try (Blocker blocker = reader()) {
            MigrationInterruptedException failure = stopped();

            assertThat(failure)
                    .hasMessageContaining("statement 1 of 2 is done and stays.")
                    .hasMessageContaining(" It was tried ");
            assertThat(failed).containsExactly(failure.detail());
            blocker.end();
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    /** A renewal of the lease must not wait for it for ever. */
    @Test
    void aStopEndsTheWaitWhereTheLocksRowIsLocked() throws SQLException {
        project.write(FILE, ALTER);
        try (Blocker blocker = reader();
                Blocker rows = Blocker.in(database)) {
            Migrator migrator = migrator().listener(event -> lock(event, rows)).build();
            Background<MigrationReport> run = Background.start(migrator::up);
            Await.until("it met a lock", () -> !met.isEmpty());
            migrator.stop();

            assertThat(run.failure(MigrationInterruptedException.class).detail().version())
                    .isEqualTo(20240102000000L);
            rows.end();
            blocker.end();
        }
    }

    private static void lock(MigrationEvent event, Blocker rows) {
        if (event instanceof MigrationEvent.TableLockMet) {
            try {
                rows.run("UPDATE lifeguard_migrations SET holder = holder WHERE version = -1");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Test
    void aLostLockIsNotTheScripts() throws SQLException {
        project.write(FILE, "-- lifeguard:no-transaction\n" + ALTER);
        try (Blocker blocker = reader()) {
            LifeguardException failure =
                    failureOf(
                            migrator()
                                            .listener(
                                                    event -> {
                                                        if (event
                                                                instanceof
                                                                MigrationEvent.TableLockMet) {
                                                            database.execute("DELETE " + LOCK);
                                                        }
                                                    })
                                            .build()
                                    ::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.LEASE_LOST);
            assertThat(failure.getMessage()).doesNotContain("script");
            assertThat(failed).containsExactly(failure.detail());
            blocker.end();
        }
    }

    /**
     * Those before it are being waited for then, to be on the disk. Its first statement waits until
     * the lock's row is locked, however long that takes; its second one is the busy one.
     */
    @Test
    void aConnectionThatBreaksBehindABusyOneOfManyEndsTheRun() throws SQLException {
        database.execute("CREATE TABLE first (id int)");
        for (int number = 10; number < 60; number++) {
            project.write(
                    "202402010000%s_t.sql".formatted(number),
                    number == 40 ? BUSY : "CREATE TABLE t%s (id int);\n".formatted(number));
        }
        try (Blocker first = Blocker.in(database, "SELECT * FROM first");
                Blocker blocker = reader();
                Blocker rows = Blocker.in(database)) {
            Background<MigrationReport> run =
                    Background.start(
                            migrator().tableLockTimeout(Duration.ofMinutes(2)).build()::up);
            String pid = waiting("relation", "true");
            rows.run("UPDATE lifeguard_migrations SET holder = holder WHERE version = -1");
            first.end();
            // What extends the lease may wait for the row, too.
            waiting("transactionid", "pid = " + pid);
            database.execute("SELECT pg_terminate_backend(%s)".formatted(pid));
            rows.end();

            // Its first wait for the row has a limit of its own; behind that it waits to try again.
            LifeguardException failure = run.failure(LifeguardException.class);
            assertThat(failure.detail().sqlState()).isEqualTo(met.isEmpty() ? "55P03" : "57P01");
            assertThat(failure.report().orElseThrow().applied()).hasSize(30);
            assertThat(failed).containsExactly(failure.detail());
            blocker.end();
        }
    }

    /** The session that waits for such a lock, once there is one. */
    private String waiting(String what, String whose) {
        String sessions =
                """
                SELECT coalesce(max(pid)::text, '') FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE NOT granted AND locktype = '%s' AND datname = current_database() AND %s
                """
                        .formatted(what, whose);
        Await.until("a session waits for " + what, () -> !database.value(sessions).isEmpty());
        return database.value(sessions);
    }
}
