package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationEvent;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.postgresql.ds.PGSimpleDataSource;

/** Who has the lock that a migration waits for is said, as far as it was seen. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class InTheWayTest {

    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note text;\n";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<MigrationEvent.TableLockMet> met = new CopyOnWriteArrayList<>();

    InTheWayTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);\n");
        project.up();
        database.execute("INSERT INTO orders SELECT generate_series(1, 10)");
        project.write("20240102000000_note.sql", ALTER);
    }

    private MigratorBuilder migrator(PGSimpleDataSource dataSource) {
        return project.migrator(dataSource)
                .tableLockTimeout(Duration.ofMillis(500))
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.TableLockMet each) {
                                met.add(each);
                            }
                        });
    }

    private String failure(PGSimpleDataSource dataSource) {
        return failure(migrator(dataSource));
    }

    private String failure(MigratorBuilder migrator) {
        return failureOf(migrator.tableLockRetry(Duration.ofMillis(100)).build()::up)
                .detail()
                .coded();
    }

    @Test
    void isNamedInTheMessageAndTheEvent() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SELECT  *\nFROM orders")) {
            String who =
                    "process %s \\(test, user postgres\\), whose transaction is open for [0-9.]+ m?s, whose last statement is: SELECT \\* FROM orders"
                            .formatted(blocker.pid())
                            .replace("SELECT \\* FROM orders", "SELECT pg_backend_pid\\(\\)");

            // Long enough that the second connection looks within the first try.
            Duration seen = Duration.ofSeconds(2);
            assertThat(failure(migrator(database.dataSource()).tableLockTimeout(seen)))
                    .containsPattern(
                            "It was tried 2 times in [0-9.]+ m?s; in the way was "
                                    + who
                                    // The second try is short, and may end before anybody looks.
                                    + "( \\(last seen in try 1\\))?\\. Nothing was changed");
            assertThat(met).hasSize(1);
            assertThat(met.getFirst().inTheWay()).singleElement().asString().matches(who);
            assertThat(met.getFirst().attempts()).isEqualTo(1);
            assertThat(met.getFirst().step().name()).isEqualTo("note");
            blocker.end();
        }
    }

    @Test
    void whatARunningQueryIsIsSaid() throws Exception {
        try (Blocker blocker = Blocker.in(database)) {
            Background<Boolean> query =
                    Background.start(
                            () -> {
                                blocker.run("SELECT count(*), pg_sleep(3) FROM orders");
                                return true;
                            });
            assertThat(failure(database.dataSource()))
                    // The last try may end before anybody looks.
                    .containsPattern(
                            ", which runs: SELECT count\\(\\*\\), pg_sleep\\(3\\) FROM orders"
                                    + "( \\(last seen in try 1\\))?\\. ");
            query.result();
            blocker.end();
        }
    }

    @Test
    void aPreparedTransactionIsNamed() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "INSERT INTO orders VALUES (11)")) {
            if (database.value("SHOW max_prepared_transactions").equals("0")) {
                blocker.end();
                return;
            }
            blocker.run("PREPARE TRANSACTION 'left'");

            assertThat(failure(database.dataSource()))
                    .contains("in the way was a prepared transaction (\"left\"), whose");
            database.execute("ROLLBACK PREPARED 'left'");
        }
    }

    @Test
    void whatThisUserMayNotSeeIsSaidToBeHidden() throws SQLException {
        String role = database.createRole("migrator", "secret");
        database.execute(
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER TABLE orders OWNER TO " + role,
                "GRANT ALL ON lifeguard_migrations TO " + role,
                "ALTER TABLE lifeguard_migrations OWNER TO " + role);
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders")) {
            assertThat(failure(database.dataSource(role, "secret")))
                    .contains(
                            "in the way was process %s (test, user postgres); what it runs is not shown to this user (pg_read_all_stats)"
                                    .formatted(blocker.pid()));
            blocker.end();
        }
    }

    @Test
    void withoutASecondConnectionItIsNotKnown() throws SQLException {
        String role = database.createRole("migrator", "secret");
        database.execute(
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER TABLE orders OWNER TO " + role,
                "ALTER TABLE lifeguard_migrations OWNER TO " + role,
                "ALTER ROLE " + role + " CONNECTION LIMIT 1");
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders")) {
            assertThat(failure(database.dataSource(role, "secret")))
                    .contains("; who was in the way is not known. Nothing was changed");
            blocker.end();
        }
    }

    @Test
    void whatWasWaitedIsCountedWithoutTheSleeps() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders")) {
            long start = System.nanoTime();
            Background<MigrationResult> run =
                    Background.start(
                            () ->
                                    migrator(database.dataSource())
                                            .build()
                                            .up()
                                            .applied()
                                            .getFirst());
            Await.until("it was tried twice", () -> met.size() > 1);
            blocker.end();

            MigrationResult result = run.result();
            Duration all = Duration.ofNanos(System.nanoTime() - start);
            assertThat(result.attempts()).isEqualTo(met.size() + 1);
            assertThat(result.lockWait())
                    .isBetween(Duration.ofSeconds(1), all.minus(Duration.ofMillis(300)));
        }
    }

    /** One that waits less than its timeout is tried once, and its wait is told. */
    @Test
    void aWaitThatEndsInTimeIsCounted() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders")) {
            Background<MigrationResult> run =
                    Background.start(
                            () ->
                                    migrator(database.dataSource())
                                            .tableLockTimeout(Duration.ofSeconds(20))
                                            .build()
                                            .up()
                                            .applied()
                                            .getFirst());
            Await.until(
                    "it waits",
                    () ->
                            database.value(
                                            """
                                            SELECT count(*) FROM pg_locks l
                                            JOIN pg_stat_activity a USING (pid)
                                            WHERE NOT l.granted
                                            AND a.datname = current_database()
                                            AND l.waitstart < clock_timestamp() - interval '2 s'
                                            """)
                                    .equals("1"));
            blocker.end();

            MigrationResult result = run.result();
            assertThat(result.attempts()).isEqualTo(1);
            assertThat(result.lockWait()).isGreaterThan(Duration.ofMillis(900));
        }
    }

    private final List<MigrationEvent.TableLockWaiting> waiting = new CopyOnWriteArrayList<>();

    private MigratorBuilder waitingMigrator() {
        return migrator(database.dataSource())
                .tableLockTimeout(Duration.ZERO)
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.TableLockWaiting each) {
                                waiting.add(each);
                            }
                        });
    }

    private void requireToldOnceWhileItWaits(Blocker blocker) throws SQLException {
        String pid = blocker.pid();
        Background<MigrationReport> run = Background.start(waitingMigrator().build()::up);
        Await.until("it is told", () -> !waiting.isEmpty());
        Await.until("it waits longer", () -> waits("5 s"));
        blocker.end();

        assertThat(run.result().applied().getFirst().lockWait())
                .isGreaterThan(Duration.ofSeconds(2));
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().waited()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(waiting.getFirst().step().name()).isEqualTo("note");
        assertThat(waiting.getFirst().inTheWay())
                .singleElement()
                .asString()
                .startsWith("process " + pid + " (test, user postgres)");
        assertThat(met).isEmpty();
    }

    private boolean waits(String time) {
        return database.value(
                        """
                        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                        WHERE NOT l.granted AND a.datname = current_database()
                        AND l.waitstart < clock_timestamp() - interval '%s'
                        """
                                .formatted(time))
                .equals("1");
    }

    @Test
    void whatWaitsWithoutALimitIsToldWhileItWaits() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders")) {
            requireToldOnceWhileItWaits(blocker);
        }
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyIsToldWhileItWaits() throws SQLException {
        project.write("20240102000000_note.sql", "CREATE INDEX CONCURRENTLY c ON orders (id);\n");
        try (Blocker blocker = Blocker.in(database, "UPDATE orders SET id = id WHERE id = 1")) {
            requireToldOnceWhileItWaits(blocker);
        }
    }

    @Test
    void valuesOfAStatementAreNotSaid() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "LOCK TABLE orders")) {
            blocker.run("SELECT 'secret' AS \"it's\", 'another' FROM orders");
            assertThat(failure(database.dataSource()))
                    .contains("whose last statement is: SELECT '…' FROM orders. Nothing");
            blocker.end();
        }
    }

    /** It is seen that it was over before the failure. */
    @Test
    void whoWasInTheWayOfAnEarlierWaitIsNotBlamed() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                ALTER + "SELECT pg_sleep(1.5);\nLOCK TABLE pg_class NOWAIT;\n");
        try (Blocker blocker = Blocker.in(database, "SELECT * FROM orders");
                Blocker another = Blocker.in(database, "SELECT FROM pg_class")) {
            Background<String> run =
                    Background.start(
                            () ->
                                    failureOf(
                                                    migrator(database.dataSource())
                                                                    .tableLockTimeout(
                                                                            Duration.ofSeconds(2))
                                                                    .tableLockRetry(Duration.ZERO)
                                                                    .build()
                                                            ::up)
                                            .detail()
                                            .coded());
            Await.until("it waits", () -> waits("1.2 s"));
            blocker.end();

            assertThat(run.result()).contains("; who was in the way is not known. Nothing");
            another.end();
        }
    }
}
