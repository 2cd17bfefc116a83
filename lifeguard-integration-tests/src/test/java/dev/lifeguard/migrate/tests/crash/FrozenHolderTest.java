package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A holder that stands still for longer than its lease loses the lock, and does nothing more. */
@OnPostgres
final class FrozenHolderTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LATEST_TAKE_OVER = LEASE.plusSeconds(3);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Path goOn;

    FrozenHolderTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        goOn = project.directory().resolve("go-on");
        project.write(
                "20240101000000_one.sql",
                "CREATE TABLE one (id int);\nINSERT INTO one VALUES (1);\n");
        project.write("20240103000000_three.sql", "INSERT INTO one VALUES (3);\n");
    }

    /** It stands still at an event, counted from 1, until {@link #goOn} is there. */
    private ChildProcess start(int event) {
        return ChildProcess.java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                CrashingRun.class.getName(),
                database.url(),
                project.directory().toString(),
                LEASE.toString(),
                "pause",
                Integer.toString(event),
                goOn.toString());
    }

    /** The next run, which takes the lock over in time. */
    private void takeOver() {
        long frozen = System.nanoTime();
        AtomicLong takenOver = new AtomicLong();
        List<String> applied =
                Project.names(
                        project.migrator()
                                .lockTimeout(Duration.ofSeconds(30))
                                .listener(
                                        event -> {
                                            if (event instanceof MigrationEvent.LockTakenOver) {
                                                takenOver.set(System.nanoTime());
                                            }
                                        })
                                .build()
                                .up()
                                .applied());
        assertThat(applied).contains("three").doesNotHaveDuplicates();
        assertThat(Duration.ofNanos(takenOver.get() - frozen)).isLessThan(LATEST_TAKE_OVER);
    }

    private void requireLoses(ChildProcess frozen) {
        List<String> before = database.query("SELECT id, ctid FROM one ORDER BY id, ctid");
        frozen.signal("CONT");
        frozen.awaitExit();

        assertThat(frozen.output().replace(CrashingRun.PAUSED, "").strip())
                .isEqualTo(
                        "LG-402 The lock was lost: this process stood still for longer than its"
                                + " lease, or its row was deleted. What was not committed by then"
                                + " is rolled back. Run this again: it goes on from what the"
                                + " history says.");
        assertThat(database.query("SELECT id FROM one ORDER BY id")).containsExactly("1", "2", "3");
        assertThat(database.query("SELECT id, ctid FROM one ORDER BY id, ctid")).isEqualTo(before);
        assertThat(project.history())
                .containsExactly(
                        "20240101000000|one|whole",
                        "20240102000000|two|whole",
                        "20240103000000|three|whole");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void insideAStatementOfATransaction() {
        project.write(
                "20240102000000_two.sql", "INSERT INTO one VALUES (2);\n" + Gate.sql() + "\n");
        try (Gate gate = Gate.in(database);
                ChildProcess child = start(1000)) {
            gate.awaitArrival();
            child.signal("STOP");
            gate.open();

            takeOver();

            requireLoses(child);
        }
    }

    @Test
    void betweenTwoStatements() throws IOException {
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                INSERT INTO one VALUES (2);
                VACUUM one;
                """);
        // Planned, acquired, one begins, one is done, two begins, its first statement is done.
        try (ChildProcess child = start(6)) {
            Await.until(child::errors, () -> child.output().startsWith(CrashingRun.PAUSED));
            child.signal("STOP");

            takeOver();

            Files.createFile(goOn);
            requireLoses(child);
        }
    }

    @Test
    void betweenTwoMigrations() throws IOException {
        project.write("20240102000000_two.sql", "INSERT INTO one VALUES (2);\n");
        try (ChildProcess child = start(4)) {
            Await.until(child::errors, () -> child.output().startsWith(CrashingRun.PAUSED));
            child.signal("STOP");

            takeOver();

            Files.createFile(goOn);
            requireLoses(child);
        }
    }

    @Test
    void insideAStatementOutsideATransaction() throws SQLException {
        project.write(
                "20240102000000_two.sql",
                """
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                INSERT INTO one VALUES (2);
                """);
        try (Connection writer = database.connect();
                ChildProcess child = start(1000)) {
            Await.until("the table is there", () -> database.has("one"));
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "UPDATE one SET id = id RETURNING id");
            Await.until("the index is begun", () -> database.has("one_id"));
            child.signal("STOP");
            writer.commit();

            takeOver();

            requireLoses(child);
        }
        assertThat(
                        database.query(
                                """
                                SELECT indexrelid::regclass, indisvalid FROM pg_index
                                WHERE indrelid = 'one'::regclass
                                """))
                .containsExactly("one_id|t");
    }
}
