package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.batch.JobRunner.Finish;
import dev.lifeguard.migrate.engine.outcome.CutOff;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.outcome.PlainTables;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.state.HeldLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration whose batches the run itself does, before it goes on to the next one.
 *
 * <ol>
 *   <li>The rows in the table of batches say how far it is, and nothing in the history does until
 *       all is done: a run that was cut off is gone on with by the next one.
 *   <li>Each batch's transaction begins with the fence of the migration lock, too.
 *   <li>The history's row is written in the transaction that says that all is done.
 * </ol>
 */
public final class BlockingBatches {

    private final RunContext context;
    private final PlannedStep step;
    private final BatchJob job;
    private final BatchSession on;

    /** How far it is, as far as this run knows; null before that is known. */
    private @Nullable RangeRow far;

    /** What a batch that was too long for the server leaves to be written. */
    private Optional<BoundSql> owed = Optional.empty();

    /** For one migration that has batches. */
    public BlockingBatches(
            RunContext context, SessionState settings, PlannedStep step, BatchJob job) {
        this.context = context;
        this.step = step;
        this.job = job;
        this.on = BatchesOfRun.session(context, settings, step);
    }

    /** Runs what is left of it. */
    public Outcome run() {
        long start = System.nanoTime();
        try {
            return batches(start);
        } catch (SQLException failure) {
            return Outcome.untouched(step, failed(failure));
        } catch (IOException unreadable) {
            throw new IllegalStateException("Its text is in memory", unreadable);
        } catch (BatchCodeException failure) {
            return Outcome.untouched(step, thrown(failure.thrown()));
        } catch (MigrationInterruptedException stopped) {
            return Outcome.untouched(step, interrupted());
        } catch (LifeguardException failure) {
            return Outcome.untouched(step, failure);
        }
    }

    private Outcome batches(long start) throws SQLException, IOException {
        on.limitBegin();
        on.table().prepare();
        BatchPreparation preparation = new BatchPreparation(on, job);
        BatchKey key = preparation.key();
        preparation.begin(key);
        JobRunner runner =
                new JobRunner(on, job, key, context.lock().identity().appliedBy(), this::progress);
        Finish finish = finished(runner, start);
        while (finish.end() == RangeEnd.GONE) {
            // The lease of a run that was cut off has not run out yet, or it was begun anew.
            on.lock().keep();
            context.stop().pause(Duration.ofMillis(200), "");
            finish = finished(runner, start);
        }
        return switch (finish.end()) {
            case OVER ->
                    finish.found().isEmpty()
                            ? Outcome.Applied.in(step, since(start))
                            : Outcome.untouched(step, notVerified(finish.found().get()));
            case PAUSED -> Outcome.untouched(step, ended("is paused", State.PAUSED));
            case CANCELLED -> Outcome.untouched(step, ended("is cancelled", State.CANCELLED));
            case GONE -> throw new IllegalStateException("Nobody else has what ran here");
        };
    }

    private void progress(RangeRow row) {
        far = row;
        context.listener().on(new ToldEvent.BatchProgress(step, status(row)));
    }

    private JobStatus status(RangeRow row) {
        return JobStatus.of(job.version(), List.of(row), NextStep.IN_UP);
    }

    /** Runs what is left, and says in the history that all is done where it is. */
    private Finish finished(JobRunner runner, long start) throws SQLException, IOException {
        RangeEnd end = ran(runner);
        if (end != RangeEnd.OVER) {
            return new Finish(end, Optional.empty());
        }
        HistoryWriter history = new HistoryWriter(context, step);
        return runner.finish(() -> history.finishStatements(since(start)));
    }

    private RangeEnd ran(JobRunner runner) throws SQLException {
        try {
            return runner.run();
        } finally {
            owed = runner.owed();
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private LifeguardException notVerified(String found) {
        return new MigrationFailedException(
                detail(
                        ErrorKind.PARTIALLY_APPLIED,
                        "The batches of migration %s are done, and %s."
                                .formatted(step.script().label(), found),
                        ("All batches are committed. Mend those rows and run up again, or begin"
                                        + " anew with \"batch run %s --restart\".")
                                .formatted(step.version())),
                null);
    }

    private LifeguardException ended(String how, State state) {
        return new MigrationFailedException(
                detail(
                        ErrorKind.PARTIALLY_APPLIED,
                        "Migration %s %s.".formatted(step.script().label(), how),
                        stays()
                                + " "
                                + NextStep.IN_UP
                                        .of(state, step.version().toString())
                                        .orElseThrow()),
                null);
    }

    private LifeguardException interrupted() {
        return StopSignal.stopped(
                "In the middle of migration %s: %s up goes on there."
                        .formatted(step.script().label(), stays()));
    }

    private LifeguardException failed(SQLException failure) {
        if (SqlError.condition(failure) == Condition.FENCE_CLOSED
                && context.guard().lostWith(failure)) {
            return HeldLock.lost(failure);
        }
        String stays = stays(failure) + StopSignal.uninterrupted(() -> smaller(failure));
        Optional<LifeguardException> cut =
                StopSignal.uninterrupted(
                        () ->
                                new CutOff(context, step)
                                        .of(
                                                failure,
                                                stays + " up goes on there.",
                                                stays + " up goes on there when it is back."));
        return cut.orElseGet(
                () ->
                        new MigrationFailedException(
                                message(failure)
                                        .at(kind(failure), "in a batch", failure, mended(stays)),
                                failure));
    }

    /**
     * Has the next run begin with a smaller batch, and says so, where this one took too long for
     * the server, which ended the session.
     */
    private String smaller(SQLException failure) {
        if (owed.isEmpty() || context.guard().lostWith(failure)) {
            return "";
        }
        BoundSql change = owed.get();
        try {
            int changed = context.guard().askAfresh(context.stop(), fresh -> fresh.update(change));
            return changed == 0 ? "" : " The next one takes half as many rows.";
        } catch (SQLException unwritten) {
            failure.addSuppressed(unwritten);
            return "";
        }
    }

    private LifeguardException thrown(Throwable thrown) {
        return new MigrationFailedException(
                message(thrown).thrown(kind(thrown), thrown, mended(stays(thrown))), thrown);
    }

    private FailureMessage message(Throwable failure) {
        return new FailureMessage(step, () -> job.work().line(failure));
    }

    private ErrorKind kind(Throwable failure) {
        return !RowsStay.after(failure) && (far == null || far.done().batches() == 0)
                ? ErrorKind.SCRIPT_FAILED
                : ErrorKind.PARTIALLY_APPLIED;
    }

    private static String mended(String stays) {
        return stays + " Mend that and run up again: it goes on there.";
    }

    /** What stays, in sentences. */
    private String stays(Throwable failure) {
        return RowsStay.after(failure) ? PlainTables.NOT_ALL_ROLLED_BACK + " " + stays() : stays();
    }

    /** What is committed, in a sentence. */
    private String stays() {
        return far == null
                ? "This run has committed none of its batches."
                : "%s batches (%s rows) up to the key %s are committed."
                        .formatted(far.done().batches(), far.done().rows(), far.bounds().cursor());
    }

    private ErrorDetail detail(ErrorKind kind, String happened, String stand) {
        return ErrorDetail.of(kind, ErrorDetail.message(happened, stand))
                .withVersion(step.version().number(), step.version().label())
                .withFile(step.fileName());
    }
}
