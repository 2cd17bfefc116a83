package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.engine.outcome.CutOff;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A migration whose batches another run does: it counts as applied, and its row in the table of
 * batches says that they are to be done. Both are written in one transaction.
 */
public final class BackgroundBegin {

    private final RunContext context;
    private final PlannedStep step;
    private final BatchJob job;
    private final BatchSession on;

    /** For one migration that has such batches. */
    public BackgroundBegin(
            RunContext context, SessionState settings, PlannedStep step, BatchJob job) {
        this.context = context;
        this.step = step;
        this.job = job;
        this.on = BatchesOfRun.session(context, settings, step);
    }

    /** Writes both. */
    public Outcome run() {
        long start = System.nanoTime();
        try {
            on.limitBegin();
            on.table().prepare();
            new BatchPreparation(on, job).key();
            HistoryWriter history = new HistoryWriter(context, step);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            Transaction.<Boolean, SQLException>around(
                    context.session(),
                    () -> {
                        context.session().queryAll(on.opening(), row -> null);
                        on.table().begin(job.beginning());
                        history.finishStatements(time);
                        return true;
                    });
            return Outcome.Applied.in(step, time);
        } catch (SQLException failure) {
            return Outcome.untouched(step, failed(failure));
        } catch (IOException unreadable) {
            throw new IllegalStateException("Its text is in memory", unreadable);
        } catch (LifeguardException refused) {
            return Outcome.untouched(step, refused);
        }
    }

    private LifeguardException failed(SQLException failure) {
        String stays = "None of its batches has begun.";
        return new CutOff(context, step)
                .of(failure, stays, stays + " Run up again when it is back.")
                .orElseGet(
                        () ->
                                new MigrationFailedException(
                                        new FailureMessage(step, Optional::empty)
                                                .at(
                                                        ErrorKind.SCRIPT_FAILED,
                                                        "at its beginning",
                                                        failure,
                                                        stays),
                                        failure));
    }
}
