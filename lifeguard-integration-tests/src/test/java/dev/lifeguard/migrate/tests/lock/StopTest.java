package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that is told to stop ends at once, in order, and says how things stand. */
@OnPostgres
final class StopTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    StopTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private void awaitStatement(String beginning) {
        Await.until(
                "runs: " + beginning,
                () ->
                        !database.query(
                                        """
                                        SELECT FROM pg_stat_activity
                                        WHERE datname = current_database() AND state = 'active'
                                        AND starts_with(query, ?)
                                        """,
                                        beginning)
                                .isEmpty());
    }

    private MigrationInterruptedException stopWhile(String statement) {
        Migrator migrator = project.migrator().build();
        Background<MigrationReport> run = Background.start(migrator::up);
        awaitStatement(statement);
        migrator.stop();
        MigrationInterruptedException failure = run.failure(MigrationInterruptedException.class);
        assertThat(LockRow.exists(database)).isFalse();
        return failure;
    }

    @Test
    void aRunningStatementIsCancelledAndItsTransactionRolledBack() {
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(600);\n");

        assertThat(stopWhile("SELECT pg_sleep"))
                .hasMessage(
                        "LG-601 The run was told to stop in the middle of migration 20240102000000"
                                + " two. Nothing of it was kept: the transaction was rolled back."
                                + " The migration before it stays applied.");
        assertThat(database.has("two")).isFalse();
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(
                        database.query(
                                "SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
                                        + " AND state = 'active'"))
                .isEmpty();
    }

    @Test
    void aStatementOfAMigrationWithoutATransactionIsRolledBack() {
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE two (id int);
                INSERT INTO two SELECT 1 FROM pg_sleep(600);
                """);

        assertThat(stopWhile("INSERT INTO two"))
                .hasMessage(
                        "LG-601 The run was told to stop in the middle of migration 20240102000000"
                                + " two. It runs statement by statement: statement 1 of 2 is done"
                                + " and stays. The migration before it stays applied. Run up again:"
                                + " it goes on at statement 2.");
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE two (id int);
                INSERT INTO two VALUES (7);
                """);

        assertThat(Project.names(project.up().applied())).containsExactly("two");
        assertThat(database.query("SELECT id FROM two")).containsExactly("7");
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyIsCancelled() throws SQLException {
        database.execute("CREATE TABLE two (id int)");
        project.write(
                "20240102000000_two.sql",
                """
                CREATE INDEX CONCURRENTLY two_id ON two (id);
                CREATE TABLE three (id int);
                """);
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO two VALUES (1) RETURNING id");

            assertThat(stopWhile("CREATE INDEX CONCURRENTLY"))
                    .hasMessage(
                            "LG-601 The run was told to stop in the middle of migration"
                                    + " 20240102000000 two. It runs statement by statement: none of"
                                    + " its statements is done. It left an INVALID index,"
                                    + " public.two_id, which the next up removes before it tries"
                                    + " again. The migration before it stays applied. Run up again:"
                                    + " it goes on at statement 1.");
            writer.rollback();
        }

        assertThat(Project.names(project.up().applied())).containsExactly("two");
        assertThat(
                        database.query(
                                "SELECT indisvalid FROM pg_index WHERE indrelid = 'two'::regclass"))
                .containsExactly("t");
    }

    @Test
    void betweenTwoMigrationsTheFinishedOneStays() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        AtomicReference<Migrator> migrator = new AtomicReference<>();
        migrator.set(
                project.migrator()
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.MigrationFinished) {
                                        migrator.get().stop();
                                    }
                                })
                        .build());

        assertThat(failureOf(migrator.get()::up))
                .isInstanceOf(MigrationInterruptedException.class)
                .hasMessage(
                        "LG-601 The run was told to stop. 1 of 2 migrations was applied;"
                                + " nothing of the rest was changed.");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void aWaitForTheLockEnds() {
        project.migrator().build().baseline(20240101000000L);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        LockRow.insert(database, "now() + interval '1 hour'");
        Recorder recorder = new Recorder();
        Migrator migrator = project.migrator().listener(recorder).build();
        Background<MigrationReport> run = Background.start(migrator::up);
        Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));

        migrator.stop();

        assertThat(run.failure(MigrationInterruptedException.class))
                .hasMessage(
                        "LG-601 The run was told to stop. It was waiting for the lock, and nothing"
                                + " was changed.");
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
    }

    @Test
    void anInterruptEndsAWaitForTheLockAndTheFlagStands() {
        project.migrator().build().baseline(20240101000000L);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        LockRow.insert(database, "now() + interval '1 hour'");
        Recorder recorder = new Recorder();
        AtomicBoolean flag = new AtomicBoolean();
        Background<MigrationReport> run =
                Background.start(
                        () -> {
                            try {
                                return project.migrator().listener(recorder).build().up();
                            } finally {
                                flag.set(Thread.currentThread().isInterrupted());
                            }
                        });
        Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));

        run.interrupt();

        assertThat(run.failure(MigrationInterruptedException.class))
                .hasMessageStartingWith("LG-601 The run was told to stop.");
        assertThat(flag).isTrue();
    }

    @Test
    void aRunOfAStoppedMigratorEndsBeforeItsFirstMigration() {
        Migrator migrator = project.migrator().build();
        migrator.stop();

        assertThat(failureOf(migrator::up))
                .hasMessage(
                        "LG-601 The run was told to stop. No migration was applied, and"
                                + " nothing was changed.");
        assertThat(project.history()).isEmpty();
        assertThat(LockRow.exists(database)).isFalse();
    }
}
