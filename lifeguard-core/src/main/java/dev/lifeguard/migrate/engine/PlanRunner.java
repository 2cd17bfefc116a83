package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Direction;
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
        requireGroups();
        SessionState session = sessionState();
        try {
            return run(plan, session);
        } finally {
            session.restoreAtEnd(context.session());
        }
    }

    private void requireGroups() {
        if (context.grouping() == Grouping.ALL && !context.session().sendsInOneFlush()) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "Migrations share a transaction on PostgreSQL only, and this is %s."
                                            .formatted(context.dialect().productName())
                                    + " Let each have its own."),
                    null);
        }
    }

    private List<MigrationResult> run(Plan plan, SessionState session) {
        List<MigrationResult> results = new ArrayList<>();
        int total = plan.steps().size();
        while (results.size() < total) {
            results.addAll(run(groupAt(plan, results.size()), session, results.size(), total));
        }
        return results;
    }

    /** The migrations that run in the next transaction, or the one that has none. */
    private List<PlanStep> groupAt(Plan plan, int first) {
        List<PlanStep> steps = plan.steps();
        int end = first + 1;
        if (context.grouping() == Grouping.ALL && isWhole(steps.get(first))) {
            while (end < steps.size() && isWhole(steps.get(end))) {
                end++;
            }
        }
        return steps.subList(first, end);
    }

    private static boolean isWhole(PlanStep step) {
        return step.direction() == Direction.UP && step.transactionMode() == TransactionMode.WHOLE;
    }

    /** What is told of a migration is told when it is committed. */
    private List<MigrationResult> run(
            List<PlanStep> steps, SessionState session, int before, int total) {
        List<MigrationResult> results = new ArrayList<>();
        try {
            for (int index = 0; index < steps.size(); index++) {
                requireNotStopped(before, total);
                Group group = new Group(steps, index);
                context.listener()
                        .on(
                                new MigrationEvent.MigrationStarted(
                                        group.step(), before + index + 1, total));
                results.add(run(group, session, before));
            }
        } catch (RuntimeException | Error failure) {
            rollBack(failure);
            throw failure;
        }
        for (int index = 0; index < steps.size(); index++) {
            announce(steps.get(index), results.get(index));
        }
        return results;
    }

    /** Between two migrations of one transaction it is still open. */
    private void rollBack(Throwable failure) {
        if (context.session().isInTransaction()) {
            try {
                context.session().rollback();
            } catch (SQLException broken) {
                failure.addSuppressed(broken);
            }
        }
    }

    private MigrationResult run(Group group, SessionState session, int before) {
        PlanStep step = group.step();
        Duration time;
        try {
            time =
                    switch (step.transactionMode()) {
                        case WHOLE -> new WholeTransaction(context, session, group, before).run();
                        case PER_STATEMENT ->
                                new StatementByStatement(context, session, step, before).run();
                    };
        } catch (IOException unreadable) {
            throw failed(step, fileGone(step, unreadable));
        } catch (LifeguardException failure) {
            throw failed(step, failure);
        }
        return new MigrationResult(step.version(), step.name(), time);
    }

    private void announce(PlanStep step, MigrationResult result) {
        LOG.info(
                "{} {} in {} ms",
                switch (step.direction()) {
                    case UP -> "Applied";
                    case DOWN -> "Rolled back";
                },
                step.script().label(),
                result.executionTime().toMillis());
        context.listener().on(new MigrationEvent.MigrationFinished(step, result));
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
