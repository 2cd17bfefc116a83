package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.ds.PGSimpleDataSource;

/** How the statements of a script without a transaction wait for locks. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class WithoutTransactionTest {

    private static final String FILE = "20240102000000_it.sql";
    private static final String MARK = "-- lifeguard:no-transaction\n";
    private static final String ROW = "UPDATE orders SET note = 'a' WHERE id = 1;\n";
    private static final String ALTER = "ALTER TABLE items ADD COLUMN note text;\n";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final LockWaits waits;
    private final List<MigrationEvent.TableLockMet> met = new CopyOnWriteArrayList<>();

    WithoutTransactionTest(PostgresServer server) {
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
        return migrator(database.dataSource());
    }

    private MigratorBuilder migrator(DataSource connections) {
        return project.migrator(connections)
                .tableLockTimeout(Duration.ofMillis(100))
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.TableLockMet each) {
                                met.add(each);
                            }
                        });
    }

    private Blocker reader() throws SQLException {
        return Blocker.in(database, "SELECT * FROM items");
    }

    private static List<Integer> attempts(MigrationReport report) {
        return report.applied().stream().map(MigrationResult::attempts).toList();
    }

    private void requireTriedAgain(Blocker blocker) {
        Background<MigrationReport> run = Background.start(migrator().build()::up);
        Await.until("it met a lock", () -> !met.isEmpty());
        blocker.end();

        assertThat(attempts(run.result())).containsExactly(met.size() + 1);
        assertThat(project.history()).hasSize(2);
    }

    private void requireWaits(Blocker blocker) {
        Background<MigrationReport> run = Background.start(migrator().build()::up);
        Await.until("it waits", waits::isLong);
        blocker.end();

        assertThat(attempts(run.result())).containsExactly(1);
    }

    private void limitOfDatabase(String limit) {
        database.execute(
                "ALTER DATABASE %s SET lock_timeout = '%s'".formatted(database.name(), limit));
    }

    @Test
    void behindASettingAStatementIsTriedAgain() throws SQLException {
        project.write(FILE, MARK + "SET search_path = public;\n" + ALTER);
        try (Blocker blocker = reader()) {
            requireTriedAgain(blocker);
        }
    }

    @Test
    void failedTriesAreNoTimeOfTheMigration() throws SQLException {
        project.write(FILE, MARK + ALTER);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(migrator().build()::up);
            long start = System.nanoTime();
            Await.until(
                    "it was tried for a while", () -> System.nanoTime() - start > 2_000_000_000L);
            blocker.end();

            assertThat(run.result().applied().getFirst().executionTime())
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Connections of which the second one takes a second. */
    private static final class SlowSecond extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final AtomicInteger given = new AtomicInteger();

        SlowSecond(TestDatabase database) {
            setUrl(database.url());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            if (given.incrementAndGet() == 2) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_sleep(1)");
                }
            }
            return connection;
        }
    }

    /** The first try waits for the second connection, too. */
    @Test
    void whatAFailedTryWaitedIsTakenFromTheTimeOnce() throws SQLException {
        project.write(
                FILE,
                MARK
                        + "SET lock_timeout = '500ms';\n"
                        + "CREATE INDEX CONCURRENTLY built ON orders (id);\n");
        try (Blocker blocker = Blocker.in(database, "INSERT INTO orders VALUES (9)")) {
            Background<MigrationReport> run =
                    Background.start(migrator(new SlowSecond(database)).build()::up);
            Await.until("its first try failed", () -> !met.isEmpty());
            blocker.end();

            assertThat(run.result().applied().getFirst().executionTime()).isPositive();
        }
    }

    @Test
    void aLimitThatTheScriptSetsStays() throws SQLException {
        project.write(FILE, MARK + "SET lock_timeout = '1min';\n" + ALTER);
        try (Blocker blocker = reader()) {
            requireWaits(blocker);
        }
    }

    @Test
    void aBlockIsTriedAgainAsAWhole() throws SQLException {
        project.write(
                FILE,
                MARK
                        + "BEGIN;\nINSERT INTO orders VALUES (2);\nPREPARE mine AS SELECT 1;\n"
                        + ALTER
                        + "INSERT INTO orders VALUES (3);\nCOMMIT;\n");
        try (Blocker blocker = reader()) {
            requireTriedAgain(blocker);
        }
        assertThat(database.value("SELECT string_agg(id::text, ',' ORDER BY id) FROM orders"))
                .isEqualTo("1,2,3");
    }

    /** Its rows were read away when it met the lock, so another try would copy none. */
    @Test
    void aBlockWhoseCopyMeetsALockIsNotTriedAgain() throws SQLException {
        database.execute(
                "CREATE TABLE accounts (id int PRIMARY KEY)",
                "INSERT INTO accounts VALUES (7)",
                "CREATE TABLE entries (id int, account int REFERENCES accounts)");
        project.write(
                FILE,
                MARK
                        + "BEGIN;\n"
                        + ALTER
                        + "COPY entries (id, account) FROM stdin;\n1\t7\n\\.\nCOMMIT;\n");
        try (Blocker blocker =
                Blocker.in(database, "SELECT id FROM accounts WHERE id = 7 FOR UPDATE")) {
            LifeguardException failure = failureOf(migrator().build()::up);

            assertThat(failure.detail().coded())
                    .contains("(SQLState 55P03)")
                    .contains(
                            "Nothing was changed: the block in line 3 was rolled back as a whole.");
            assertThat(failure.detail().line()).isEqualTo(4);
            blocker.end();
        }
        assertThat(project.up().applied()).hasSize(1);
        assertThat(database.query("SELECT id, account FROM entries")).containsExactly("1|7");
    }

    @Test
    void ofABlockNothingStaysWhenItsTimeIsOver() throws SQLException {
        project.write(
                FILE,
                MARK + "INSERT INTO orders VALUES (2);\nBEGIN;\n" + ROW + ALTER + "COMMIT;\n");
        try (Blocker blocker = reader()) {
            LifeguardException failure =
                    failureOf(migrator().tableLockRetry(Duration.ofMillis(200)).build()::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
            assertThat(failure.detail().line()).isEqualTo(5);
            assertThat(failure.detail().coded())
                    .contains("(SQLState 55P03). It was tried ")
                    .contains(
                            "The block in line 4 was rolled back as a whole. It runs statement by"
                                + " statement: statement 1 of 3 is done and stays. Run up again"
                                + " when that has ended, or try longer with tableLockRetry(…): it"
                                + " goes on at statement 2.");
            blocker.end();
        }
        assertThat(project.up().applied()).hasSize(1);
    }

    @Test
    void rowsInABlockWaitBeforeAStrongLock() throws SQLException {
        project.write(FILE, MARK + "BEGIN;\n" + ROW + "COMMIT;\n");
        try (Blocker blocker = Blocker.in(database, "UPDATE orders SET note = 'b'")) {
            requireWaits(blocker);
        }
        assertThat(database.value("SELECT note FROM orders")).isEqualTo("a");
    }

    /** A trigger that runs at the COMMIT. */
    @Test
    void aBlockThatMeetsALockAtItsCommitIsTriedAgain() throws SQLException {
        lateTrigger();
        project.write(
                FILE, MARK + "BEGIN;\n" + ALTER + "INSERT INTO orders VALUES (2);\nCOMMIT;\n");
        try (Blocker blocker = Blocker.in(database, "UPDATE other SET id = id")) {
            requireTriedAgain(blocker);
        }
        assertThat(database.value("SELECT count(*) FROM orders")).isEqualTo("2");
    }

    @Test
    void aStatementThatMeetsALockAtItsCommitIsTriedAgain() throws SQLException {
        limitOfDatabase("50ms");
        lateTrigger();
        project.write(FILE, MARK + "INSERT INTO orders VALUES (2);\n");
        try (Blocker blocker = Blocker.in(database, "UPDATE other SET id = id")) {
            requireTriedAgain(blocker);
        }
        assertThat(database.value("SELECT count(*) FROM orders")).isEqualTo("2");
    }

    private void lateTrigger() {
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
    }

    @Test
    void aChangeOfRowsHasTheLimitOfItsDatabase() throws SQLException {
        limitOfDatabase("50ms");
        project.write(FILE, MARK + ROW);
        try (Blocker blocker = Blocker.in(database, "UPDATE orders SET note = 'b'")) {
            requireTriedAgain(blocker);
        }
    }

    @Test
    void whatRewritesATableOutsideATransactionIsTriedAgain() throws SQLException {
        project.write(FILE, "VACUUM FULL items;\n");
        try (Blocker blocker = reader()) {
            requireTriedAgain(blocker);
        }
    }

    /** It sets what it waits for locks, and that is taken back behind it. */
    @Test
    void behindAnIndexTheLimitOfTheDatabaseHoldsAgain() {
        limitOfDatabase("1234ms");
        project.write(
                FILE,
                """
                CREATE INDEX CONCURRENTLY built ON orders (id);
                INSERT INTO orders VALUES (2, current_setting('lock_timeout'));
                """);
        migrator().build().up();

        assertThat(database.value("SELECT note FROM orders WHERE id = 2")).isEqualTo("1234ms");
    }

    @Test
    void whatAStatementLeavesInItsSessionIsGivenBackBeforeTheSleep() throws SQLException {
        database.execute(
                """
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_lock(7); LOCK TABLE items NOWAIT; END $$
                """);
        project.write(FILE, MARK + "SELECT pg_advisory_lock(8);\nSELECT f();\n");
        Set<String> held = new HashSet<>();
        try (Blocker blocker = reader()) {
            migrator()
                    .listener(
                            event -> {
                                if (event instanceof MigrationEvent.TableLockMet) {
                                    held.add(advisoryLocks());
                                    blocker.end();
                                }
                            })
                    .build()
                    .up();
        }
        assertThat(held).containsExactly("8");
    }

    private String advisoryLocks() {
        return database.value(
                """
                SELECT string_agg(objid::text, ',') FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """);
    }

    /** It finds the deadlock, since the other one never looks for it. */
    @Test
    void anIndexThatIsBuiltConcurrentlyIsTriedAgainBehindADeadlock() throws SQLException {
        project.write(FILE, "CREATE UNIQUE INDEX CONCURRENTLY built ON orders (id);\n");
        requireHealsDeadlock("orders");
        assertThat(indexes("orders")).isEqualTo("built true");
    }

    @Test
    void anIndexThatIsRebuiltConcurrentlyIsTriedAgainBehindADeadlock() throws SQLException {
        database.execute("CREATE INDEX built ON orders (id)");
        project.write(FILE, "REINDEX TABLE CONCURRENTLY orders;\n");
        requireHealsDeadlock("orders");
        assertThat(indexes("orders")).isEqualTo("built true");
    }

    private void requireHealsDeadlock(String table) throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SET deadlock_timeout = '1h'")) {
            blocker.run("UPDATE %s SET id = id".formatted(table));
            Background<MigrationReport> run =
                    Background.start(
                            migrator()
                                            .listener(
                                                    event -> {
                                                        if (event
                                                                instanceof
                                                                MigrationEvent.TableLockMet) {
                                                            Await.until(
                                                                    "the other goes on",
                                                                    () -> !isWaiting());
                                                            blocker.end();
                                                        }
                                                    })
                                            .build()
                                    ::up);
            Await.until("the migration waits", this::isWaiting);
            blocker.run("LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE".formatted(table));

            assertThat(attempts(run.result())).containsExactly(2);
            assertThat(met).hasSize(1);
        }
    }

    private boolean isWaiting() {
        return !database.value(
                        """
                        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                        WHERE NOT l.granted AND a.datname = current_database()
                        """)
                .equals("0");
    }

    private String indexes(String table) {
        return database.value(
                """
                SELECT string_agg(i.indexrelid::regclass || ' ' || i.indisvalid, ',')
                FROM pg_index i WHERE i.indrelid = ?::regclass
                """,
                table);
    }

    /** Its author wants no longer wait, and nothing INVALID stays. */
    @Test
    void anIndexWithALimitOfItsAuthorLeavesNothingInvalid() throws SQLException {
        project.write(
                FILE,
                """
                -- lifeguard:lock-timeout 100ms
                CREATE INDEX CONCURRENTLY built ON orders (id);
                """);
        try (Blocker blocker = Blocker.in(database, "UPDATE orders SET note = 'b'")) {
            requireTriedAgain(blocker);
        }
        assertThat(indexes("orders")).isEqualTo("built true");
    }
}
