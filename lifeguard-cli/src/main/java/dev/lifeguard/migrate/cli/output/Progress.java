package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.connect.words.BatchText;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.List;

/**
 * Tells on stderr how far a run is, and hands each event on while its own line is out of the way.
 *
 * <p>Where the log is on it says nothing itself.
 */
public final class Progress implements MigrationListener, AutoCloseable {

    private final Console console;
    private final Verbosity verbosity;
    private final StatusLine line;
    private final MigrationListener next;

    /** A progress that hands every event on. */
    public Progress(Console console, Verbosity verbosity, MigrationListener next) {
        this.console = console;
        this.verbosity = verbosity;
        this.next = next;
        this.line =
                switch (verbosity) {
                    case NORMAL ->
                            console.liveProgress()
                                    ? new LiveLine(console)
                                    : new PlainLines(console.err());
                    case QUIET, VERBOSE -> StatusLine.NONE;
                };
    }

    @Override
    public void on(MigrationEvent event) {
        switch (event) {
            case MigrationEvent.DatabaseWaiting waiting ->
                    line.show("Waiting for the database: " + waiting.reason());
            case MigrationEvent.Planned planned -> {}
            case MigrationEvent.LockWaiting waiting ->
                    line.show(
                            "Waiting for the lock, which \"%s\" holds".formatted(waiting.holder()));
            case MigrationEvent.LockAcquired acquired -> line.clear();
            case MigrationEvent.LockTakenOver dead ->
                    warn(
                            ("The lock of \"%s\" was taken over: its lease had run out, or its"
                                            + " server process was gone.")
                                    .formatted(dead.holder()));
            case MigrationEvent.MigrationStarted started -> line.show(running(started));
            case MigrationEvent.HookStarted hook -> begun(hook);
            case MigrationEvent.ServerMessage said -> said(said);
            case MigrationEvent.StatementDone done -> line.detail(statement(done));
            case MigrationEvent.BatchProgress batch -> batch(batch.status());
            case MigrationEvent.TableLockMet met -> line.show(met(met));
            case MigrationEvent.TableLockWaiting waiting -> line.show(waiting(waiting));
            case MigrationEvent.MigrationFinished finished -> line.clear();
            case MigrationEvent.MigrationFailed failed -> line.clear();
            case MigrationEvent.LockReleased released -> line.clear();
            case MigrationEvent.Warning warning -> warn(warning.message());
        }
        next.on(event);
    }

    /** Shows a warning of the command's own, which no log has. */
    public void warning(String message) {
        line.clear();
        console.warn(message);
        next.on(new ToldEvent.Warning(message));
    }

    /** Shows something else that takes its time. */
    public void doing(String what) {
        line.show(what);
    }

    /** Shows how far a migration with batches is. */
    public void batch(BatchStatus status) {
        String text = BatchText.progress(status);
        if (status.waiting().isPresent()) {
            line.show(text);
        } else {
            line.replace(text);
        }
    }

    /** Takes that away again. */
    public void done() {
        line.clear();
    }

    @Override
    public void close() {
        line.close();
    }

    private void warn(String message) {
        if (verbosity != Verbosity.VERBOSE) {
            line.clear();
            console.warn(message);
        }
    }

    /** The log has it where it is on. */
    private void said(MigrationEvent.ServerMessage said) {
        if (said.warning()) {
            warn("The database says: " + said.message());
        } else {
            line.detail(said.message().lines().findFirst().orElse(""));
        }
    }

    private void begun(MigrationEvent.HookStarted hook) {
        if (hook.step().isPresent()) {
            line.detail(hook.label());
        } else {
            line.show("Running " + hook.label());
        }
    }

    private static String running(MigrationEvent.MigrationStarted started) {
        String verb =
                switch (started.step().direction()) {
                    case UP -> "Applying";
                    case DOWN -> "Rolling back";
                };
        return "%s %s of %s: %s"
                .formatted(verb, started.number(), started.total(), started.step().label());
    }

    private static String met(MigrationEvent.TableLockMet met) {
        return "%s met another transaction (try %s)%s"
                .formatted(
                        met.step().label(),
                        met.attempts(),
                        inTheWay("; in the way was ", met.inTheWay()));
    }

    private static String waiting(MigrationEvent.TableLockWaiting waiting) {
        return "%s waits for a lock for %s s by now%s"
                .formatted(
                        waiting.step().label(),
                        waiting.waited().toSeconds(),
                        inTheWay("; in the way is ", waiting.inTheWay()));
    }

    private static String inTheWay(String words, List<String> all) {
        return all.isEmpty() ? "" : words + String.join(", and ", all);
    }

    private static String statement(MigrationEvent.StatementDone done) {
        return "statement %s of %s done".formatted(done.number(), done.total());
    }
}
