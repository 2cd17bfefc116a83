package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plan under the lock, one migration after the other.
 *
 * <ol>
 *   <li>A migration whose statements can all run in a transaction is one: fence, script, history
 *       row, commit ({@link WholeTransaction}).
 *   <li>Any other runs statement by statement, with its progress in its history row ({@link
 *       StatementByStatement}).
 *   <li>The first failure ends the run. What was committed before stays.
 * </ol>
 */
public final class PlanRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PlanRunner.class);

    private final RunContext context;

    /** A runner for one run. */
    public PlanRunner(RunContext context) {
        this.context = context;
    }

    /**
     * Runs all steps.
     *
     * @throws LifeguardException at the first migration that fails, or when told to stop, or when
     *     the lock or the connection is lost
     */
    public List<MigrationResult> run(Plan plan) {
        SessionState session = sessionState();
        try {
            return run(plan, session);
        } finally {
            session.restoreAtEnd(context.session());
        }
    }

    private List<MigrationResult> run(Plan plan, SessionState session) {
        List<MigrationResult> results = new ArrayList<>();
        for (PlanStep step : plan.steps()) {
            requireNotStopped(results.size(), plan.steps().size());
            int number = results.size() + 1;
            context.listener()
                    .on(new MigrationEvent.MigrationStarted(step, number, plan.steps().size()));
            results.add(run(step, session, results.size()));
        }
        return results;
    }

    private MigrationResult run(PlanStep step, SessionState session, int before) {
        Duration time;
        try {
            time =
                    switch (step.transactionMode()) {
                        case WHOLE -> new WholeTransaction(context, session, step, before).run();
                        case PER_STATEMENT ->
                                new StatementByStatement(context, session, step, before).run();
                    };
        } catch (IOException unreadable) {
            throw failed(step, fileGone(step, unreadable));
        } catch (LifeguardException failure) {
            throw failed(step, failure);
        }
        MigrationResult result = new MigrationResult(step.version(), step.name(), time);
        LOG.info(
                "{} {} in {} ms",
                switch (step.direction()) {
                    case UP -> "Applied";
                    case DOWN -> "Rolled back";
                },
                step.script().label(),
                time.toMillis());
        context.listener().on(new MigrationEvent.MigrationFinished(step, result));
        return result;
    }

    private SessionState sessionState() {
        try {
            return SessionState.of(context);
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "before the first migration; nothing was changed", failure);
        }
    }

    private void requireNotStopped(int done, int total) {
        if (context.stop().isRequested()) {
            throw StopSignal.stopped(
                    "%d of %d migrations were done and stay; nothing of the others was changed."
                            .formatted(done, total));
        }
    }

    private LifeguardException failed(PlanStep step, LifeguardException failure) {
        context.listener().on(new MigrationEvent.MigrationFailed(step, failure.detail()));
        return failure;
    }

    private static ConfigurationException fileGone(PlanStep step, IOException cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                                ErrorKind.FILE_NOT_FOUND,
                                ("%s could not be read to its end: %s. The history says what of"
                                                + " it was kept: lifeguard-migrate status shows"
                                                + " it.")
                                        .formatted(step.fileName(), cause.getMessage()))
                        .withFile(step.fileName())
                        .withVersion(step.version()),
                cause);
    }
}
