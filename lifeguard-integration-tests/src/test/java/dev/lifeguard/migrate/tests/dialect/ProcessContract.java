package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.crash.CrashingRun;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another process that is killed in the middle: the next run takes the lock over and goes on. */
abstract class ProcessContract {

    static final Duration LEASE = Duration.ofSeconds(1);

    /** At each of them nothing runs; databases with transactional DDL have some fewer. */
    private static final int MOST_EVENTS = 14;

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    ProcessContract(ContractDatabase database) {
        this(database, "id int", "ADD COLUMN a int");
    }

    /**
     * @param columns of the table that the first migration makes
     * @param change what the last one alters of it; it has the columns {@code id} and {@code a}
     *     then
     */
    ProcessContract(ContractDatabase database, String columns, String change) {
        this.database = database;
        this.project = ContractProject.of(database);
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (%s);
                INSERT INTO one (id) VALUES (1);
                """
                        .formatted(columns));
        project.write(
                "20240102000000_two.sql",
                "INSERT INTO one (id) VALUES (2);\nINSERT INTO one (id) VALUES (3);\n");
        project.write(
                "20240103000000_three.sql",
                """
                INSERT INTO one (id) VALUES (4);
                ALTER TABLE one %s;
                INSERT INTO one (id, a) VALUES (5, 5);
                """
                        .formatted(change));
    }

    ContractProject project() {
        return project;
    }

    /** It stands still at an event, counted from 1, until the file {@link #goOn} is there. */
    ChildProcess start(int event) {
        return ChildProcess.java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                CrashingRun.class.getName(),
                database.url(),
                project.directory().toString(),
                LEASE.toString(),
                "pause",
                Integer.toString(event),
                goOn().toString());
    }

    Path goOn() {
        return project.directory().resolve("go-on");
    }

    static void awaitPause(ChildProcess child) {
        Await.until(
                () -> child.output() + child.errors(),
                () -> child.output().startsWith(CrashingRun.PAUSED));
    }

    /** The next run; how often it took the lock over. */
    int goOnAfterwards() {
        AtomicInteger takenOver = new AtomicInteger();
        MigrationReport report =
                project.migrator()
                        .lockTimeout(Duration.ofSeconds(30))
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.LockTakenOver) {
                                        takenOver.incrementAndGet();
                                    }
                                })
                        .build()
                        .up();
        assertThat(names(report.applied())).doesNotHaveDuplicates();
        return takenOver.get();
    }

    void requireWhole() {
        assertThat(project.history()).containsExactly("one|whole", "two|whole", "three|whole");
        assertThat(database.query("SELECT id FROM one ORDER BY id"))
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(database.query("SELECT count(a) FROM one")).containsExactly("1");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    static List<Integer> events() {
        return IntStream.rangeClosed(1, MOST_EVENTS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void killedAtAnyEvent(int event) {
        try (ChildProcess child = start(event)) {
            Await.until(
                    () -> child.output() + child.errors(),
                    () ->
                            child.output().startsWith(CrashingRun.PAUSED)
                                    || child.output().startsWith("done"));
            child.kill();
        }
        // With nothing left to do, a run waits for no lease.
        Await.until(
                "nobody holds the lock",
                () -> {
                    goOnAfterwards();
                    return project.migrator().build().lockHolder().isEmpty();
                });
        requireWhole();
    }
}
