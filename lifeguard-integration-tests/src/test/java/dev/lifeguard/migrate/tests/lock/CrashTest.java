package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Other processes that are killed or frozen in the middle of a migration. */
@OnPostgres
final class CrashTest {

    private static final Duration LONG_LEASE = Duration.ofMinutes(5);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    CrashTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private MigrationReport up() {
        return project.migrator()
                .lockTimeout(Duration.ofSeconds(30))
                .listener(recorder)
                .build()
                .up();
    }

    private void requireTakenOverFromTheChild() {
        assertThat(recorder.all(MigrationEvent.LockTakenOver.class))
                .singleElement()
                .satisfies(event -> assertThat(event.holder()).contains(", child, started "));
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void aKilledRunnersMigrationIsRolledBackAndTheNextRunnerGoesOnWithoutWaitingForItsLease() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n" + Gate.sql() + "\n");
        try (Gate gate = Gate.in(database);
                ChildProcess child = ChildProcess.up(project, LONG_LEASE)) {
            gate.awaitArrival();
            child.kill();
            Await.until("the server stops the statement", () -> !gate.someoneWaits());

            assertThat(project.history()).containsExactly("20240101000000|one|whole");
            assertThat(database.has("two")).isFalse();
            gate.open();

            assertThat(Project.names(up().applied())).containsExactly("two");
        }
        requireTakenOverFromTheChild();
    }

    @Test
    void aKilledRunnersIndexIsDroppedAndBuiltAgain() throws SQLException {
        project.write(
                "20240102000000_two.sql",
                """
                INSERT INTO one VALUES (1);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                INSERT INTO one VALUES (3);
                """);
        try (Connection writer = database.connect();
                ChildProcess child = ChildProcess.up(project, LONG_LEASE)) {
            Await.until("the table is there", () -> database.has("one"));
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO one VALUES (2) RETURNING id");
            Await.until("the index is begun", () -> database.has("one_id"));
            child.kill();
            Await.until(
                    "the server stops the statement",
                    () ->
                            database.query(
                                            """
                                            SELECT FROM pg_stat_activity
                                            WHERE datname = current_database()
                                            AND query LIKE 'CREATE INDEX%' AND state = 'active'
                                            """)
                                    .isEmpty());
            assertThat(
                            database.query(
                                    """
                                    SELECT statements_done, statement_started, indisvalid
                                    FROM lifeguard_migrations, pg_index
                                    WHERE version = 20240102000000
                                    AND indexrelid = 'one_id'::regclass
                                    """))
                    .containsExactly("1|2|f");
            writer.commit();
        }

        assertThat(Project.names(up().applied())).containsExactly("two");

        assertThat(database.query("SELECT id FROM one ORDER BY id")).containsExactly("1", "2", "3");
        assertThat(
                        database.query(
                                """
                                SELECT indexrelid::regclass, indisvalid FROM pg_index
                                WHERE indrelid = 'one'::regclass
                                """))
                .containsExactly("one_id|t");
        requireTakenOverFromTheChild();
    }

    @Test
    void aFrozenRunnerIsTakenOverAndCommitsNothingWhenItWakes() {
        project.write("20240102000000_two.sql", Gate.sql() + "\nCREATE TABLE two (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
        try (Gate gate = Gate.in(database);
                ChildProcess child = ChildProcess.up(project, Duration.ofSeconds(1))) {
            gate.awaitArrival();
            child.signal("STOP");
            Background<MigrationReport> next = Background.start(this::up);
            Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));
            gate.open();

            assertThat(Project.names(next.result().applied())).containsExactly("two", "three");
            child.signal("CONT");
            child.awaitExit();

            assertThat(child.output().strip())
                    .isEqualTo(
                            "LG-402 The lock was lost: this process stood still for longer than its"
                                    + " lease, or its row was deleted. What was not committed by"
                                    + " then is rolled back. Run this again: it goes on from what"
                                    + " the history says.");
        }
        requireTakenOverFromTheChild();
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void twoProcessesApplyEachMigrationOnce() {
        for (int number = 10; number < 40; number++) {
            project.write(
                    "202402010000%s_t%s.sql".formatted(number, number),
                    "CREATE TABLE t%s (id int);\n".formatted(number));
        }
        try (ChildProcess first = ChildProcess.up(project, LONG_LEASE);
                ChildProcess second = ChildProcess.up(project, LONG_LEASE)) {
            first.awaitExit();
            second.awaitExit();

            String applied = (first.output() + second.output()).replaceAll("applied |[\\[\\]]", "");
            assertThat(applied.strip().split("[\\s,]+"))
                    .filteredOn(name -> !name.isEmpty())
                    .hasSize(31)
                    .doesNotHaveDuplicates();
        }
        assertThat(project.history()).hasSize(31);
    }
}
