package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which statements wait for a lock no longer than the limit, and from where on. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class LockLimitTest {

    private static final String FILE = "20240102000000_it.sql";
    private static final String ROW = "UPDATE orders SET note = 'a' WHERE id = 1;\n";
    private static final String ALTER = "ALTER TABLE items ADD COLUMN note text;\n";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final LockWaits waits;

    LockLimitTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        waits = new LockWaits(database);
        project.write(
                "20240101000000_orders.sql",
                "CREATE TABLE orders (id int, note text);\nCREATE TABLE items (id int);\n");
        project.up();
        database.execute("INSERT INTO orders VALUES (1)");
    }

    private MigratorBuilder migrator() {
        return project.migrator().tableLockTimeout(Duration.ofMillis(100));
    }

    private Blocker rowHolder() throws SQLException {
        return Blocker.in(database, "UPDATE orders SET note = 'b'");
    }

    private Blocker reader() throws SQLException {
        return Blocker.in(database, "SELECT * FROM items");
    }

    private static List<Integer> attempts(MigrationReport report) {
        return report.applied().stream().map(MigrationResult::attempts).toList();
    }

    private void requireWaits(MigratorBuilder migrator, Blocker blocker) {
        Background<MigrationReport> run = Background.start(migrator.build()::up);
        Await.until("it waits", waits::isLong);
        blocker.end();

        assertThat(attempts(run.result())).containsOnly(1);
    }

    private void requireTriedAgain(MigratorBuilder migrator, Blocker blocker) {
        Background<MigrationReport> run = Background.start(migrator.build()::up);
        requireTriedAgain(run, blocker);
    }

    private void requireTriedAgain(Background<MigrationReport> run, Blocker blocker) {
        Await.until("a try was rolled back", waits::hasBegunTwice);
        blocker.end();

        assertThat(attempts(run.result())).anyMatch(times -> times > 1);
    }

    @Test
    void aChangeOfRowsWaits() throws SQLException {
        project.write(FILE, "SET search_path = public;\n" + ROW);
        try (Blocker blocker = rowHolder()) {
            requireWaits(migrator(), blocker);
        }
        assertThat(database.value("SELECT note FROM orders")).isEqualTo("a");
    }

    @Test
    void aChangeOfRowsHasTheLimitOfItsDatabase() throws SQLException {
        database.execute("ALTER DATABASE %s SET lock_timeout = '50ms'".formatted(database.name()));
        project.write(FILE, ROW);
        try (Blocker blocker = rowHolder()) {
            assertThat(failureOf(migrator().tableLockRetry(Duration.ZERO).build()::up))
                    .hasMessageContaining("(SQLState 55P03)");
            blocker.end();
        }
    }

    @Test
    void aQueryThatCallsAFunctionWaits() throws SQLException {
        database.execute(
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ %s $$".formatted(ROW));
        project.write(FILE, "SELECT f();\n");
        try (Blocker blocker = rowHolder()) {
            requireWaits(migrator(), blocker);
        }
    }

    @Test
    void rowsBeforeAStrongLockWaitAndTheLockHasTheLimit() throws SQLException {
        project.write(FILE, ROW + ALTER);
        try (Blocker rows = rowHolder();
                Blocker reader = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            Await.until("it waits", waits::isLong);
            rows.end();
            Await.until("the table is waited for", () -> waitsFor("items"));

            requireTriedAgain(run, reader);
        }
    }

    private boolean waitsFor(String table) {
        return database.value(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '%s'::regclass"
                                .formatted(table))
                .equals("1");
    }

    @Test
    void rowsBehindAStrongLockHaveTheLimit() throws SQLException {
        project.write(FILE, "INSERT INTO orders VALUES (2);\n" + ALTER + ROW);
        try (Blocker blocker = rowHolder()) {
            requireTriedAgain(migrator(), blocker);
        }
    }

    @Test
    void aRollbackToASavepointDoesNotTakeTheLimitBack() throws SQLException {
        project.write(
                FILE,
                "SAVEPOINT a;\nCREATE TABLE more (id int);\nROLLBACK TO a;\nLOCK TABLE items;\n");
        try (Blocker blocker = reader()) {
            requireTriedAgain(migrator(), blocker);
        }
    }

    @Test
    void whatAScriptSetsItselfBeforeThatStays() throws SQLException {
        project.write(
                FILE, "INSERT INTO orders VALUES (2);\nSET LOCAL lock_timeout = '1min';\n" + ALTER);
        try (Blocker blocker = reader()) {
            requireWaits(migrator(), blocker);
        }
    }

    @Test
    void amongManyShortOnesRowsWait() throws SQLException {
        writeMany(ROW);
        try (Blocker blocker = rowHolder()) {
            requireWaits(migrator(), blocker);
        }
        assertThat(project.history()).hasSize(51);
    }

    /** Which one waited is not known, so none is said to have. */
    @Test
    void ofManyShortOnesNoneIsSaidToHaveWaitedForAnother() throws SQLException {
        writeMany(ROW);
        try (Blocker blocker = rowHolder()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            Await.until("it waits", waits::isLong);
            blocker.end();

            assertThat(run.result().applied())
                    .filteredOn(it -> it.version().number() != 20240201000040L)
                    .extracting(MigrationResult::lockWait)
                    .containsOnly(Duration.ZERO);
        }
    }

    /** A hook's own limit is not for the row of the migrations' lock. */
    @Test
    void theRowOfTheLockIsWaitedForBehindAHook() throws SQLException {
        project.write(FILE, "CREATE TABLE more (id int);\n");
        project.write("before_up.sql", "LOCK TABLE items;\nSELECT pg_sleep(1);\n");
        try (Blocker rows = Blocker.in(database)) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            Await.until("the hook runs", () -> isLocked("items"));
            rows.run("UPDATE lifeguard_migrations SET holder = holder WHERE version = -1");
            Await.until("it waits", waits::isLong);
            rows.end();

            assertThat(run.result().applied()).hasSize(1);
        }
    }

    private boolean isLocked(String table) {
        return database.value(
                        "SELECT count(*) FROM pg_locks WHERE granted AND relation = '%s'::regclass AND mode = 'AccessExclusiveLock'"
                                .formatted(table))
                .equals("1");
    }

    @Test
    void amongManyShortOnesTheLockBehindRowsHasTheLimit() throws SQLException {
        writeMany("INSERT INTO orders VALUES (2);\n" + ALTER);
        try (Blocker blocker = reader()) {
            requireTriedAgain(migrator(), blocker);
        }
        assertThat(project.history()).hasSize(51);
        assertThat(database.value("SELECT count(*) FROM orders")).isEqualTo("2");
    }

    @Test
    void amongManyShortOnesAFailureBehindTheLimitIsSaidOfItsStatement() {
        writeMany("INSERT INTO orders VALUES (2);\n" + ALTER + "DROP TABLE none;\n");

        assertThat(failureOf(migrator().build()::up).detail().line()).isEqualTo(3);
    }

    private void writeMany(String middle) {
        for (int number = 10; number < 60; number++) {
            project.write(
                    "202402010000%s_t.sql".formatted(number),
                    number == 40 ? middle : "CREATE TABLE t%s (id int);\n".formatted(number));
        }
    }

    /** Else the handler hides that the column is not there. */
    @Test
    void aBlockThatCatchesFailuresWaits() throws SQLException {
        project.write(
                FILE,
                """
                CREATE TABLE more (id int);
                DO $$ BEGIN
                  ALTER TABLE items ADD COLUMN note text;
                EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'passed over';
                END $$;
                """);
        try (Blocker blocker = reader()) {
            requireWaits(migrator(), blocker);
        }
        assertThat(database.value("SELECT count(note) FROM items")).isEqualTo("0");
    }

    @Test
    void whatFollowsSuchABlockHasTheLimit() throws SQLException {
        project.write(
                FILE,
                """
                DO $$ BEGIN CREATE TABLE more (id int); EXCEPTION WHEN OTHERS THEN NULL; END $$;
                LOCK TABLE items;
                """);
        try (Blocker blocker = reader()) {
            requireTriedAgain(migrator(), blocker);
        }
    }

    @Test
    void aBlockThatOnlyRaisesAnExceptionHasTheLimit() throws SQLException {
        project.write(
                FILE,
                """
                DO $$ BEGIN
                  IF false THEN RAISE EXCEPTION 'no'; END IF;
                  ALTER TABLE items ADD COLUMN note text;
                END $$;
                """);
        try (Blocker blocker = reader()) {
            requireTriedAgain(migrator(), blocker);
        }
    }

    @Test
    void withoutATransactionABlockThatCatchesFailuresWaits() throws SQLException {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                DO $$ BEGIN
                  ALTER TABLE items ADD COLUMN note text;
                EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'passed over';
                END $$;
                """);
        try (Blocker blocker = reader()) {
            requireWaits(migrator(), blocker);
        }
        assertThat(database.value("SELECT count(note) FROM items")).isEqualTo("0");
    }

    /** The first one's locks keep others waiting while the second one waits. */
    @Test
    void ofAGroupWhatWouldWaitAloneHasTheLimitBehindAStrongLock() throws SQLException {
        database.execute("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        project.write(FILE, ALTER);
        project.write("20240103000000_c.sql", "ALTER TABLE orders VALIDATE CONSTRAINT c;\n");
        String inTheWay = "LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE";
        try (Blocker blocker = Blocker.in(database, inTheWay)) {
            requireTriedAgain(migrator().grouping(Grouping.ALL), blocker);
        }
    }

    @Test
    void behindAHookThatLocksWhatWouldWaitAloneHasTheLimit() throws SQLException {
        database.execute("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        project.write("before_migration.sql", "LOCK TABLE items;\n");
        project.write("20240103000000_c.sql", "ALTER TABLE orders VALIDATE CONSTRAINT c;\n");
        String inTheWay = "LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE";
        try (Blocker blocker = Blocker.in(database, inTheWay)) {
            requireTriedAgain(migrator(), blocker);
        }
    }
}
