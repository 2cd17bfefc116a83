package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that ends statements sooner than the limit of their waits for a lock would. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class StatementTimeoutTest {

    private static final String FILE = "20240102000000_note.sql";
    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note text;\n";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final LockWaits waits;

    StatementTimeoutTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        waits = new LockWaits(database);
    }

    @BeforeEach
    void endStatementsSoon() {
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);\n");
        project.up();
        database.execute(
                "ALTER DATABASE %s SET statement_timeout = '300ms'".formatted(database.name()));
    }

    private Blocker reader() throws SQLException {
        return Blocker.in(database, "SELECT * FROM orders");
    }

    private void requireTriedAgain(String script) throws SQLException {
        project.write(FILE, script);
        try (Blocker blocker = reader()) {
            Background<MigrationReport> run = Background.start(project.migrator().build()::up);
            Await.until("a try was rolled back", waits::hasBegunTwice);
            blocker.end();

            MigrationResult result =
                    run.result().applied().stream()
                            .filter(each -> each.version().number() == 20240102000000L)
                            .findFirst()
                            .orElseThrow();
            assertThat(result.attempts()).isGreaterThan(1);
            assertThat(result.lockWait()).isBetween(Duration.ofMillis(240), Duration.ofMinutes(1));
        }
    }

    @Test
    void aMigrationInATransactionIsTriedAgain() throws SQLException {
        requireTriedAgain("CREATE TABLE more (id int);\n" + ALTER);
    }

    @Test
    void oneThatAsksForMoreIsTriedAgain() throws SQLException {
        requireTriedAgain("-- lifeguard:lock-timeout 5s\n" + ALTER);
    }

    @Test
    void oneWithoutATransactionIsTriedAgain() throws SQLException {
        requireTriedAgain("-- lifeguard:no-transaction\n" + ALTER);
    }

    @Test
    void oneOfManyIsTriedAgain() throws SQLException {
        IntStream.range(10, 60)
                .forEach(
                        number ->
                                project.write(
                                        "202402010000%s_t.sql".formatted(number),
                                        "CREATE TABLE t%s (id int);\n".formatted(number)));
        requireTriedAgain(ALTER);
    }

    @Test
    void whoIsInTheWayIsNamedAtTheEnd() throws SQLException {
        project.write(FILE, ALTER);
        try (Blocker blocker = reader()) {
            LifeguardException failure =
                    failureOf(project.migrator().tableLockRetry(Duration.ofSeconds(1)).build()::up);

            assertThat(failure)
                    .hasMessageStartingWith(
                            "LG-203 Migration 20240102000000 note failed at"
                                + " 20240102000000_note.sql:1:1: canceling statement due to lock"
                                + " timeout (SQLState 55P03). ")
                    .hasMessageContaining("; in the way was process ");
            blocker.end();
        }
    }

    /** It takes its time without a wait. */
    @Test
    void aLongStatementIsEndedAndNotTriedAgain() {
        project.write(FILE, ALTER + "SELECT pg_sleep(5);\n");

        assertThat(failureOf(project::up))
                .hasMessageContaining("canceling statement due to statement timeout")
                .hasMessageContaining("(SQLState 57014)");
    }
}
