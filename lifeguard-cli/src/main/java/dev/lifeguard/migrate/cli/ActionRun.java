package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.command.Action;
import dev.lifeguard.migrate.cli.command.Invocation;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.OnceOutput;
import dev.lifeguard.migrate.cli.output.Output;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Logging;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.Redaction;
import dev.lifeguard.migrate.cli.settings.RunOptions;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.error.LifeguardException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Does one action, and says how it ended, whatever happens. */
final class ActionRun {

    private final Settings settings;
    private final RunOptions options;
    private final Console console;
    private final Output output;
    private final Shutdown shutdown;

    ActionRun(
            Settings settings,
            RunOptions options,
            Console console,
            Output output,
            Shutdown shutdown) {
        this.settings = settings;
        this.options = options;
        this.console = console;
        this.output = new OnceOutput(output);
        this.shutdown = shutdown;
    }

    ExitCode run(Action action) {
        Logging.configure(settings.verbosity(), console.err());
        Progress progress = new Progress(console, settings.verbosity(), output.listener());
        try (Invocation invocation = new Invocation(settings, options, progress, shutdown)) {
            shutdown.lastThings(
                    () -> {
                        progress.close();
                        output.failure(invocation.failures().cutOff(action));
                        invocation.end();
                    });
            return perform(action, invocation);
        }
    }

    private ExitCode perform(Action action, Invocation invocation) {
        try {
            Answer answer = action.perform(invocation);
            output.answer(answer);
            return ExitCode.of(action.ending(answer));
        } catch (LifeguardException failure) {
            explain(failure);
            output.failure(invocation.failures().of(failure.detail(), failure));
            return ExitCode.of(failure.kind());
        } catch (RuntimeException | Error bug) {
            explain(bug);
            output.failure(invocation.failures().of(Bug.of(bug), bug));
            return ExitCode.INTERNAL;
        }
    }

    /** The trace of a fault of this program; of anything else what is below the message. */
    private void explain(Throwable failure) {
        if (settings.verbosity() != Verbosity.VERBOSE) {
            return;
        }
        StringWriter text = new StringWriter();
        if (failure instanceof LifeguardException) {
            for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
                text.append("Caused by: ").append(at.toString()).append(System.lineSeparator());
            }
        } else {
            failure.printStackTrace(new PrintWriter(text));
        }
        console.err().print(Redaction.of(text.toString()));
        console.err().flush();
    }
}
