package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Plan plan = Answers.plan();
    private final PlanStep first = plan.steps().getFirst();

    @Test
    void printsALineForEachThingThatBegins() {
        run(Verbosity.NORMAL, false);

        assertThat(out).hasToString("Applied  20240120120000  create_users     41 ms\n");
        assertThat(err)
                .hasToString(
                        """
                        Warning: Look here.
                        Waiting for the lock, which "db1" holds
                        Warning: The lock of "db1" was taken over: its lease had run out, or its server process was gone.
                        Applying 1 of 2: 20240120120000 create_users
                        """);
    }

    @Test
    void saysNothingButWarningsWhenItIsToBeQuiet() {
        run(Verbosity.QUIET, true);

        assertThat(out).hasToString("Applied  20240120120000  create_users     41 ms\n");
        assertThat(err)
                .hasToString(
                        """
                        Warning: Look here.
                        Warning: The lock of "db1" was taken over: its lease had run out, or its server process was gone.
                        """);
    }

    @Test
    void leavesEverythingToTheLogWhenThatIsOn() {
        run(Verbosity.VERBOSE, true);

        assertThat(out).hasToString("Applied  20240120120000  create_users     41 ms\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void writesOverOneLineOnATerminalAndLeavesNothingOfIt() {
        run(Verbosity.NORMAL, true);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("\r\033[K\033[?7lWaiting for the lock, which \"db1\" holds  0.0 s")
                .contains(
                        "\r"
                                + "\033[K\033[?7lApplying 1 of 2: 20240120120000 create_users  0.0"
                                + " s\033[?7h")
                .endsWith("\r\033[K");
    }

    @Test
    void alwaysShowsTheServersWarningsAndNoNotice() {
        PrintStream stream = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, stream, Style.PLAIN, Style.PLAIN, false);
        try (Progress progress = new Progress(console, Verbosity.QUIET, event -> {})) {
            progress.on(new ToldEvent.ServerMessage("NOTICE", false, "skipping"));
            progress.on(new ToldEvent.ServerMessage("WARNING", true, "careful"));
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("Warning: The database says: careful\n");
    }

    /** The log of -v has what a run says, and not what the command finds by itself. */
    @ParameterizedTest
    @EnumSource
    void alwaysShowsTheCommandsOwnWarnings(Verbosity verbosity) {
        PrintStream stream = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, stream, Style.PLAIN, Style.PLAIN, false);
        try (Progress progress = new Progress(console, verbosity, event -> {})) {
            progress.warning("The database is ahead.");
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("Warning: The database is ahead.\n");
    }

    private void run(Verbosity verbosity, boolean live) {
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(stdout, stdout, stderr, Style.PLAIN, Style.PLAIN, live);
        TextOutput output = new TextOutput(console);
        try (Progress progress = new Progress(console, verbosity, output.listener())) {
            progress.on(new ToldEvent.Warning("Look here."));
            progress.on(new ToldEvent.Planned(plan));
            progress.on(new ToldEvent.LockWaiting("db1", Duration.ZERO));
            progress.on(new ToldEvent.LockTakenOver("db1"));
            progress.on(new ToldEvent.LockAcquired());
            progress.on(new ToldEvent.MigrationStarted(first, 1, 2));
            progress.on(new ToldEvent.StatementDone(first, 1, 1));
            progress.on(
                    new ToldEvent.MigrationFinished(
                            first,
                            new ToldResult(first.version(), first.name(), Duration.ofMillis(41))));
            progress.on(new ToldEvent.LockReleased());
        }
    }
}
