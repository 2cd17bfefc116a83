package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A migration in a transaction, of whose table another transaction has a lock. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class BusyTableTest {

    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note text;\n";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final LockWaits waits;

    BusyTableTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        waits = new LockWaits(database);
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);\n");
        project.up();
        database.execute("INSERT INTO orders SELECT generate_series(1, 10)");
    }

    private MigratorBuilder migrator() {
        return project.migrator().tableLockTimeout(TIMEOUT);
    }

    private Blocker reader() throws SQLException {
        return Blocker.in(database, "SELECT * FROM orders");
    }

    private void requireTriedAgain(Background<MigrationReport> run, Blocker blocker) {
        Await.until("a try was rolled back", waits::hasBegunTwice);
        assertThat(run.isDone()).isFalse();
        blocker.end();
    }

    private static List<Integer> attempts(MigrationReport report) {
        return report.applied().stream().map(MigrationResult::attempts).toList();
    }

    @Test
    void isTriedAgainUntilTheTableIsFree() throws SQLException {
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);

            requireTriedAgain(run, blocker);

            MigrationResult result = run.result().applied().getFirst();
            assertThat(result.attempts()).isGreaterThan(1);
        }
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void oneThatWaitsForNobodyIsTriedOnce() {
        project.write("20240102000000_note.sql", ALTER);

        MigrationResult result = migrator().build().up().applied().getFirst();

        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.lockWait()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aReaderWaitsNoLongerThanTheTimeoutBehindIt() throws SQLException {
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            Duration longest = Duration.ZERO;
            while (!waits.hasBegunTwice()) {
                long start = System.nanoTime();
                database.value("SELECT count(*) FROM orders");
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            blocker.end();
            run.result();

            assertThat(longest).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void givesUpWhenItsTimeIsOverWithNothingChanged() throws SQLException {
        project.write("20240102000000_note.sql", "CREATE TABLE more (id int);\n" + ALTER);
        try (Blocker blocker = reader()) {
            LifeguardException failure =
                    failureOf(migrator().tableLockRetry(Duration.ofSeconds(1)).build()::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.LOCK_BUSY);
            assertThat(failure.detail().line()).isEqualTo(2);
            assertThat(failure.detail().sqlState()).isEqualTo("55P03");
            assertThat(failure)
                    .hasMessageStartingWith(
                            "LG-203 Migration 20240102000000 note failed at"
                                + " 20240102000000_note.sql:2:1: canceling statement due to lock"
                                + " timeout (SQLState 55P03). ")
                    .hasMessageContaining(
                            "Nothing was changed: the transaction was rolled back. Run up again"
                                    + " when that has ended, or try longer with"
                                    + " tableLockRetry(…).");
            blocker.end();
        }
        assertThat(database.has("more")).isFalse();
        assertThat(project.history()).hasSize(1);
    }

    @Test
    void withoutATimeForItIsTriedOnce() throws SQLException {
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            assertThat(failureOf(migrator().tableLockRetry(Duration.ZERO).build()::up))
                    .hasMessageContaining("It was tried once; ");
            blocker.end();
        }
    }

    @Test
    void withoutATimeoutItWaits() throws SQLException {
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run =
                    Background.start(migrator().tableLockTimeout(Duration.ZERO).build()::up);
            Await.until("it waits", waits::isLong);
            blocker.end();

            assertThat(attempts(run.result())).containsExactly(1);
        }
    }

    @Test
    void aScriptsDirectiveGoesBeforeTheSetting() throws SQLException {
        project.write("20240102000000_note.sql", "-- lifeguard:lock-timeout 1m\n" + ALTER);
        requireWaitsInOneTry();
    }

    @Test
    void whatAScriptSetsItselfStays() throws SQLException {
        project.write("20240102000000_note.sql", "SET lock_timeout = '1min';\n" + ALTER);
        requireWaitsInOneTry();
    }

    @Test
    void whatAScriptSetsForItsTransactionStays() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                "SELECT set_config('lock_timeout', '1min', true);\n" + ALTER);
        requireWaitsInOneTry();
    }

    @Test
    void whatKeepsNobodyWaitingWaits() throws SQLException {
        database.execute("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        project.write("20240102000000_note.sql", "ALTER TABLE orders VALIDATE CONSTRAINT c;\n");
        requireWaitsInOneTry("LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE");
    }

    private void requireWaitsInOneTry() throws SQLException {
        requireWaitsInOneTry("SELECT * FROM orders");
    }

    private void requireWaitsInOneTry(String inTheWay) throws SQLException {
        try (Blocker blocker = Blocker.in(database, inTheWay)) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            Await.until("it waits", waits::isLong);
            blocker.end();

            assertThat(attempts(run.result())).containsExactly(1);
        }
    }

    @Test
    void ofAGroupAllAreTriedAgain() throws SQLException {
        project.write("20240102000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240103000000_note.sql", ALTER);
        project.write("20240104000000_two.sql", "CREATE TABLE two (id int);\n");
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run =
                    Background.start(migrator().grouping(Grouping.ALL).build()::up);

            requireTriedAgain(run, blocker);

            assertThat(run.result().applied()).hasSize(3);
        }
        assertThat(project.history()).hasSize(4);
    }

    /** So many that they go to the server together. */
    @Test
    void ofManyShortOnesThoseBeforeItStay() throws SQLException {
        for (int number = 10; number < 60; number++) {
            project.write(
                    "202402010000%s_t.sql".formatted(number),
                    number == 40 ? ALTER : "CREATE TABLE t%s (id int);\n".formatted(number));
        }
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            requireTriedAgain(run, blocker);

            List<Integer> attempts = attempts(run.result());
            assertThat(attempts).hasSize(50);
            assertThat(attempts.get(30)).isGreaterThan(1);
            assertThat(attempts.stream().filter(times -> times == 1)).hasSize(49);
        }
        assertThat(project.history()).hasSize(51);
    }

    @Test
    void aWayDownIsTriedAgain() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                "-- Up migration\n" + ALTER + "-- Down migration\nALTER TABLE orders DROP note;\n");
        project.up();
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::down);

            requireTriedAgain(run, blocker);

            assertThat(run.result().rolledBack().getFirst().attempts()).isGreaterThan(1);
        }
    }

    @Test
    void aHookOfTheRunIsTriedAgain() throws SQLException {
        project.write("20240102000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("before_up.sql", "LOCK TABLE orders;\n");
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);

            requireTriedAgain(run, blocker);

            assertThat(attempts(run.result())).containsExactly(1);
        }
    }

    @Test
    void whatATryLeavesInItsSessionIsNotInTheWayOfTheNext() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                "PREPARE mine AS SELECT 1;\nSELECT pg_advisory_lock(1);\n" + ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);

            requireTriedAgain(run, blocker);

            run.result();
        }
    }

    /** Who is in the way may need what the try holds, to end. */
    @Test
    void whatATryLeavesInItsSessionIsGivenBackBeforeTheSleep() throws SQLException {
        project.write("20240102000000_note.sql", "SELECT pg_advisory_lock(7);\n" + ALTER);
        try (Blocker blocker = reader()) {
            Set<Integer> held = new HashSet<>();
            MigratorBuilder heard =
                    migrator()
                            .listener(
                                    event -> {
                                        if (event instanceof ToldEvent.TableLockMet) {
                                            held.add(advisoryLocks());
                                            blocker.end();
                                        }
                                    });

            heard.build().up();

            assertThat(held).containsExactly(0);
        }
    }

    private int advisoryLocks() {
        return Integer.parseInt(
                database.value(
                        """
                        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """));
    }

    @Test
    void aStopEndsTheWaitAtOnce() throws SQLException {
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            var migrator = migrator().build();
            Background<MigrationReport> run = Background.start(migrator::up);
            Await.until("a try was rolled back", waits::hasBegunTwice);

            migrator.stop();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessageStartingWith("LG-601 The run was told to stop");
            blocker.end();
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    /** A trigger that runs at the COMMIT waits under the same limit. */
    @Test
    void oneThatMeetsALockAtItsCommitIsTriedAgain() throws SQLException {
        database.execute(
                "CREATE TABLE other (id int PRIMARY KEY)",
                "INSERT INTO other VALUES (1)",
                """
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN UPDATE other SET id = id; RETURN NULL; END $$
                """,
                """
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION touch()
                """);
        project.write(
                "20240102000000_row.sql",
                "CREATE TABLE more (id int);\nINSERT INTO orders VALUES (11);\n");
        try (Blocker blocker = Blocker.in(database, "UPDATE other SET id = id")) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);

            requireTriedAgain(run, blocker);

            assertThat(attempts(run.result()).getFirst()).isGreaterThan(1);
        }
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void ofAScriptWithoutATransactionTheStatementIsTriedAgain() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE more (id int);
                %s
                """
                        .formatted(ALTER));
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);

            requireTriedAgain(run, blocker);

            assertThat(attempts(run.result()).getFirst()).isGreaterThan(1);
        }
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void ofAScriptWithoutATransactionWhatWasDoneStaysWhenItsTimeIsOver() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE more (id int);
                %s
                """
                        .formatted(ALTER));
        try (Blocker blocker = reader()) {
            LifeguardException failure =
                    failureOf(migrator().tableLockRetry(Duration.ofMillis(300)).build()::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
            assertThat(failure.detail().coded())
                    .contains("(SQLState 55P03). It was tried ")
                    .contains("It runs statement by statement: statement 1 of 2 is done and stays.")
                    .contains("or try longer with tableLockRetry(…): it goes on at statement 2.");
            blocker.end();
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    @Test
    void theSettingGoesBeforeAShorterOneOfTheDatabase() throws SQLException {
        limitOfDatabase("50ms");
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run =
                    Background.start(
                            migrator().tableLockTimeout(Duration.ofMinutes(1)).build()::up);
            Await.until("it waits", waits::isLong);
            blocker.end();

            assertThat(attempts(run.result())).containsExactly(1);
        }
    }

    @Test
    void withoutTheSettingThatOfTheDatabaseHolds() throws SQLException {
        limitOfDatabase("50ms");
        project.write("20240102000000_note.sql", ALTER);
        try (Blocker blocker = reader()) {
            assertThat(
                            failureOf(migrator().tableLockTimeout(Duration.ZERO).build()::up)
                                    .detail()
                                    .sqlState())
                    .isEqualTo("55P03");
            blocker.end();
        }
    }

    private void limitOfDatabase(String limit) {
        database.execute(
                "ALTER DATABASE %s SET lock_timeout = '%s'".formatted(database.name(), limit));
    }

    /** An index is built while nobody waits for it, so it waits as long as it takes. */
    @Test
    void anIndexThatIsBuiltConcurrentlyWaits() throws SQLException {
        limitOfDatabase("200ms");
        project.write(
                "20240102000000_note.sql", "CREATE INDEX CONCURRENTLY built ON orders (id);\n");
        requireWaitsInOneTry("UPDATE orders SET id = id WHERE id = 1");
    }
}
