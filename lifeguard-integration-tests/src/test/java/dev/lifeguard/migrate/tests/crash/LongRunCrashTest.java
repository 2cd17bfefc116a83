package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Crashes while several short migrations are on their way to the server together. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class LongRunCrashTest {

    private static final int MIGRATIONS = 24;
    private static final int SLOW = 16;

    private final PostgresServer server;

    LongRunCrashTest(PostgresServer server) {
        this.server = server;
    }

    /** Each inserts its number once more if it runs twice. */
    private static void write(Project project, String inTheSlowOne) {
        project.write("20240101000000_t1.sql", "CREATE TABLE runs (number int);\n");
        for (int number = 2; number <= MIGRATIONS; number++) {
            project.write(
                    String.format(Locale.ROOT, "202401%02d000000_t%s.sql", number, number),
                    "INSERT INTO runs VALUES (%s);\n%s\n"
                            .formatted(number, number == SLOW ? inTheSlowOne : ""));
        }
    }

    /** The history has the first migrations and no others, and their effects are there once. */
    private static int requireTrue(Project project) {
        List<String> history = project.history();
        int there = history.size();
        assertThat(history)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, there)
                                .mapToObj(
                                        n ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "202401%02d000000|t%s|whole",
                                                        n,
                                                        n))
                                .toList());
        if (there > 0) {
            assertThat(project.database().query("SELECT number FROM runs ORDER BY number"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(2, there).mapToObj(Integer::toString).toList());
        }
        return there;
    }

    private static void requireWholeAfterTheNextRun(Project project) {
        project.migrator().lockTimeout(Duration.ofSeconds(30)).build().up();
        assertThat(requireTrue(project)).isEqualTo(MIGRATIONS);
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void aKilledRunnerLeavesWholeMigrations() {
        try (Project project = new Project(server)) {
            write(project, Gate.sql());
            try (Gate gate = Gate.in(project.database());
                    ChildProcess child = ChildProcess.up(project, Duration.ofMinutes(5))) {
                gate.awaitArrival();
                child.kill();
                Await.until("the server stops the statement", () -> !gate.someoneWaits());

                assertThat(requireTrue(project)).isEqualTo(SLOW - 1);
            }
            requireWholeAfterTheNextRun(project);
        }
    }

    @Test
    void aFrozenRunnersServerFinishesWhatItHasAndNothingRunsTwice() {
        try (Project project = new Project(server)) {
            write(project, Gate.sql());
            List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
            try (Gate gate = Gate.in(project.database());
                    ChildProcess child = ChildProcess.up(project, Duration.ofSeconds(1))) {
                gate.awaitArrival();
                child.signal("STOP");
                Background<MigrationReport> next =
                        Background.start(
                                () ->
                                        project.migrator()
                                                .lockTimeout(Duration.ofSeconds(30))
                                                .listener(heard::add)
                                                .build()
                                                .up());
                Await.until(
                        "it waits",
                        () ->
                                heard.stream()
                                        .anyMatch(MigrationEvent.LockWaiting.class::isInstance));
                gate.open();

                next.result();
                assertThat(requireTrue(project)).isEqualTo(MIGRATIONS);
                child.signal("CONT");
                child.awaitExit();
            }
            assertThat(requireTrue(project)).isEqualTo(MIGRATIONS);
            assertThat(project.migrator().build().lockHolder()).isEmpty();
        }
    }

    @Test
    void nothingThatWasReportedIsLostWhenTheServerCrashes() {
        try (OwnServer own = OwnServer.like(server);
                Project project = new Project(own.server())) {
            write(project, Gate.sql());
            List<String> reported = new CopyOnWriteArrayList<>();
            try (Gate gate = Gate.in(project.database())) {
                Background<MigrationReport> run =
                        Background.start(
                                () ->
                                        project.migrator()
                                                .listener(event -> report(event, reported))
                                                .build()
                                                .up());
                gate.awaitArrival();
                own.stop(OwnServer.Stop.IMMEDIATE);

                assertThat(run.failure(DatabaseUnreachableException.class))
                        .hasMessageContaining("lost in the middle of migration")
                        .hasMessageContaining("before it stay applied");
            }
            own.start();

            int there = requireTrue(project);
            assertThat(reported).hasSizeLessThanOrEqualTo(there);
            assertThat(there).isLessThan(SLOW);
            requireWholeAfterTheNextRun(project);
        }
    }

    private static void report(MigrationEvent event, List<String> reported) {
        if (event instanceof MigrationEvent.MigrationFinished finished) {
            reported.add(finished.result().name());
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theNextRunGoesOnFromACutAtAnyMessage() {
        try (Project project = new Project(server)) {
            write(project, "");
            int messages = messages(project);
            List<Integer> stood =
                    CutTrials.inTurn(messages).stream()
                            .filter(cut -> cut.message() > messages / 2 && cut.message() % 13 == 0)
                            .map(cut -> cutAt(project, cut))
                            .toList();
            assertThat(stood).anyMatch(there -> there > 8 && there < MIGRATIONS);
        }
    }

    /** How many messages a run has that nobody cuts. */
    private static int messages(Project project) {
        try (CutProxy proxy = CutProxy.counting(project.database())) {
            project.migrator(proxy.dataSource()).build().up();
            return proxy.messages().size();
        }
    }

    /** How many migrations the cut run left. */
    private static int cutAt(Project project, Cut cut) {
        project.database().execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        List<String> reported = new CopyOnWriteArrayList<>();
        try (CutProxy proxy = CutProxy.cutting(project.database(), cut)) {
            try {
                project.migrator(proxy.dataSource())
                        .lease(Duration.ofSeconds(2))
                        .listener(event -> report(event, reported))
                        .build()
                        .up();
            } catch (DatabaseUnreachableException broken) {
                assertThat(broken).hasMessageStartingWith("LG-501 ");
            }
        }
        Await.until(
                "no runner's session is left",
                () ->
                        project.database()
                                .query(
                                        """
                                        SELECT FROM pg_stat_activity
                                        WHERE datname = current_database()
                                        AND pid <> pg_backend_pid()
                                        AND backend_type = 'client backend'
                                        """)
                                .isEmpty());
        int there = historyThere(project) ? requireTrue(project) : 0;
        assertThat(reported.size()).as("%s", cut).isLessThanOrEqualTo(there);
        requireWholeAfterTheNextRun(project);
        return there;
    }

    private static boolean historyThere(Project project) {
        return project.database().has("lifeguard_migrations");
    }
}
