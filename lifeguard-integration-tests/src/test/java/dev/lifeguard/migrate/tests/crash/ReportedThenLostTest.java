package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a long run a migration fails, and the server crashes right behind it, before or while the run
 * waits for the disk: each round with another time between the two. What the server had not written
 * by then is lost, since its log writer sleeps.
 */
@OnPostgres(18)
@Execution(ExecutionMode.CONCURRENT)
final class ReportedThenLostTest {

    private static final int MIGRATIONS = 48;
    private static final int FAILING = 46;
    private static final String WAL_WRITER =
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'";
    private static final Pattern KEPT = Pattern.compile("The (\\d+) migrations before");

    @AutoClose private final OwnServer own;
    private final List<String> finished = new ArrayList<>();

    ReportedThenLostTest(PostgresServer server) {
        own = OwnServer.like(server, "wal_writer_delay = 10s");
    }

    private static void write(Project project, String inTheFailingOne) {
        project.write(file(1), "CREATE TABLE runs (number int);\n");
        for (int number = 2; number <= MIGRATIONS; number++) {
            project.write(
                    file(number),
                    "INSERT INTO runs VALUES (%s);\n%s\n"
                            .formatted(number, number == FAILING ? inTheFailingOne : ""));
        }
    }

    private static String file(int number) {
        return "%s_t%s.sql".formatted(20240101000000L + number, number);
    }

    /**
     * A statement that fails, and a signal to a process of the server's some time behind it.
     *
     * @param process a query for its number
     */
    private static String crashing(int millis, String signal, String process) {
        return """
        DO $$ BEGIN
            EXECUTE format('COPY (SELECT 1) TO PROGRAM %%L', format(
                'cat >/dev/null; (sleep %s; kill -%s %%s) </dev/null >/dev/null 2>&1 &', (%s)));
        END $$;
        UPDATE runs SET number = 1 / 0;
        """
                .formatted(millis / 1000.0, signal, process);
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "4", "7", "12", "20", "35", "60"})
    void nothingThatIsSaidIsTakenBackByAServerThatGoesDown(int millis) {
        requireTrueAfter(
                crashing(millis, "QUIT", "split_part(pg_read_file('postmaster.pid'), chr(10), 1)"));
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "4", "7", "12", "20", "35", "60"})
    void nothingThatIsSaidIsTakenBackByAServerThatComesBackByItself(int millis) {
        requireTrueAfter(crashing(millis, "KILL", WAL_WRITER));
    }

    /** What the run says when everything stops at its wait for the disk, and something happens. */
    private LifeguardException failureAround(Project project, Runnable meanwhile)
            throws IOException {
        write(project, "UPDATE runs SET number = 1 / 0;");
        // Its sleep of 10 s is over before the end of a run on a machine that is busy.
        Await.until("the log writer is stopped in its sleep", () -> stopsAsleep(project));
        try (WireTap tap = WireTap.before(project.database())) {
            tap.freezeAt("UPDATE \"public\".\"lifeguard_migrations\"\nSET lease_expires_at");
            Background<MigrationReport> run =
                    Background.start(
                            () ->
                                    project.migrator(tap.dataSource())
                                            .listener(this::hear)
                                            .build()
                                            .up());
            Await.until("it waits for the disk", tap::isFrozen);
            meanwhile.run();
            tap.thaw();
            return run.failure(LifeguardException.class);
        }
    }

    /** Stopped while it writes, the log writer would hold a lock that every commit waits for. */
    private static boolean stopsAsleep(Project project) {
        String process = project.database().value(WAL_WRITER);
        signal("STOP", process);
        boolean asleep =
                project.database()
                        .query("SELECT wait_event FROM pg_stat_activity WHERE pid = " + process)
                        .contains("WalWriterMain");
        if (!asleep) {
            signal("CONT", process);
        }
        return asleep;
    }

    /** The log writer, which cannot hear that it is to stop, is killed. */
    private void crash(Project project) {
        signal("KILL", project.database().value(WAL_WRITER));
        own.stop(OwnServer.Stop.IMMEDIATE);
    }

    private static void signal(String name, String process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, process).inheritIO().start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    @Test
    void whatTheServerLostIsSaidToBeLost() throws IOException {
        try (Project project = new Project(own.server())) {
            LifeguardException failure =
                    failureAround(
                            project,
                            () -> {
                                crash(project);
                                own.start();
                            });

            int there = requireTrueHistory(project);
            assertThat(there).isBetween(8, FAILING - 2);
            assertThat(finished).hasSize(there);
            assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
            assertThat(failure.getMessage())
                    .startsWith(
                            "LG-201 Migration 20240101000046 t46 failed at 20240101000046_t46.sql"
                                    + ":2:1: division by zero (SQLState 22012). Nothing of it was"
                                    + " kept: the transaction was rolled back. Then the database"
                                    + " was lost, too: ")
                    .contains(
                            " The history says that it lost %s and had not reached the disk. The"
                                            .formatted(lost(there))
                                    + " %s migrations before %s stay applied. Fix the file and run"
                                            .formatted(there, label(there + 1))
                                    + " up again.");
        }
    }

    @Test
    void whatNobodyCanAskIsSaidToBeUnknown() throws IOException {
        try (Project project = new Project(own.server())) {
            LifeguardException failure = failureAround(project, () -> crash(project));
            int said = finished.size();
            own.start();

            assertThat(said).isLessThanOrEqualTo(requireTrueHistory(project));
            assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
            assertThat(failure.getMessage())
                    .contains(
                            "Nothing of it was kept: the transaction was rolled back. The %s"
                                            .formatted(said)
                                    + " migrations before %s stay applied. Whether migrations %s"
                                            .formatted(label(said + 1), label(said + 1))
                                    + " to 20240101000045 t45, which were sent together, are"
                                    + " applied cannot be asked now (")
                    .endsWith(
                            "), but the history in the database will say. Fix the file and run up"
                                    + " again.\n  2 | UPDATE runs SET number = 1 / 0\n    | ^");
        }
    }

    @Test
    void aConnectionThatBreaksWhileTheServerLivesLosesNothing() throws IOException {
        try (Project project = new Project(own.server());
                WireTap tap = WireTap.before(project.database())) {
            write(project, "UPDATE runs SET number = 1 / 0;");
            tap.cut(
                    "UPDATE \"public\".\"lifeguard_migrations\"\nSET lease_expires_at",
                    WireTap.Moment.BEFORE_IT_RUNS);

            assertThat(
                            Project.failureOf(
                                    () ->
                                            project.migrator(tap.dataSource())
                                                    .listener(this::hear)
                                                    .build()
                                                    .up()))
                    .hasMessageContaining(
                            "rolled back. The 45 migrations before it stay applied. Fix the file");
            own.stop(OwnServer.Stop.IMMEDIATE);
            own.start();
            assertThat(finished).hasSize(FAILING - 1);
            assertThat(requireTrueHistory(project)).isEqualTo(FAILING - 1);
        }
    }

    private static String label(int number) {
        return "%s t%s".formatted(20240101000000L + number, number);
    }

    /**
     * How many reached the disk depends on chance: often several did not, at times the last alone.
     */
    private static String lost(int there) {
        String first = label(there + 1);
        return there + 1 == FAILING - 1
                ? "migration %s, which was sent before it".formatted(first)
                : "migrations %s to %s, which were sent together"
                        .formatted(first, label(FAILING - 1));
    }

    private void requireTrueAfter(String inTheFailingOne) {
        try (Project project = new Project(own.server())) {
            write(project, inTheFailingOne);
            String walWriter = project.database().value(WAL_WRITER);
            LifeguardException failure =
                    Project.failureOf(() -> project.migrator().listener(this::hear).build().up());
            Await.until(
                    "the server crashes",
                    () -> !own.isRunning() || hasCrashed(project.database(), walWriter));
            own.awaitOrStart();

            int there = requireTrueHistory(project);
            assertThat(finished).as(failure.getMessage()).hasSizeLessThanOrEqualTo(there);
            Matcher kept = KEPT.matcher(failure.getMessage());
            assertThat(kept.find()).as(failure.getMessage()).isTrue();
            assertThat(Integer.parseInt(kept.group(1)))
                    .as(failure.getMessage())
                    .isLessThanOrEqualTo(there);
            assertThat(there).isLessThan(FAILING);

            project.write(file(FAILING), "INSERT INTO runs VALUES (%s);\n".formatted(FAILING));
            project.up();
            assertThat(requireTrueHistory(project)).isEqualTo(MIGRATIONS);
        }
    }

    private static boolean hasCrashed(TestDatabase database, String walWriterBefore) {
        try {
            List<String> now = database.query(WAL_WRITER);
            return !now.isEmpty() && !now.contains(walWriterBefore);
        } catch (IllegalStateException notYetBack) {
            return false;
        }
    }

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished done) {
            finished.add(done.result().name());
        }
    }

    /** It has the first migrations and no others, and their effects are there once. */
    private static int requireTrueHistory(Project project) {
        List<String> history = project.history();
        assertThat(history)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, history.size())
                                .mapToObj(n -> "%s|t%s|whole".formatted(20240101000000L + n, n))
                                .toList());
        assertThat(project.database().query("SELECT number FROM runs ORDER BY number"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, history.size())
                                .mapToObj(Integer::toString)
                                .toList());
        return history.size();
    }
}
