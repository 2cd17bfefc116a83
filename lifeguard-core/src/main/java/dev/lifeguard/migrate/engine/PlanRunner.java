package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.WholeTransaction.Ran;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
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
import java.util.Optional;

/**
 * Runs a plan under the lock, one migration after the other.
 *
 * <ol>
 *   <li>A migration whose statements can all run in a transaction is one: fence, script, history
 *       row, commit. Short ones go to the server together ({@link Pipeline}), any other for itself
 *       ({@link WholeTransaction}).
 *   <li>Any other runs statement by statement, with its progress in its history row ({@link
 *       StatementByStatement}).
 *   <li>The first failure ends the run. What was committed before stays.
 * </ol>
 */
public final class PlanRunner {

    private final RunContext context;
    private final RunEvents events;

    /** A runner for one run. */
    public PlanRunner(RunContext context) {
        this.context = context;
        this.events = new RunEvents(context.listener());
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
        context.session()
                .hear(
                        (severity, warning, message) ->
                                context.listener()
                                        .on(
                                                new MigrationEvent.ServerMessage(
                                                        severity, warning, message)));
        warnOfLostCommits();
        try {
            return run(plan, session);
        } finally {
            session.restoreAtEnd(context.session());
        }
    }

    private void warnOfLostCommits() {
        List<String> settings =
                context.dialect().commitsBeforeTheDisk().map(this::settings).orElse(List.of());
        for (String setting : settings) {
            context.listener().on(new MigrationEvent.Warning(setting));
        }
    }

    private List<String> settings(BoundSql query) {
        try {
            return context.session()
                    .query(query, row -> lostCommits(row.getString(1), row.getString(2)));
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "before the first migration; nothing was changed", failure);
        }
    }

    private static String lostCommits(String name, String value) {
        return ("The server does not wait for the disk at a COMMIT (%1$s is %2$s): what was applied"
                        + " in the last second before a crash of it may be lost. Set %1$s to %3$s.")
                .formatted(name, value, name.endsWith("method") ? "fsync" : "1");
    }

    private void requireGroups() {
        if (context.grouping() == Grouping.ALL && !context.writesHistoryInOneFlush()) {
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
        Pace pace = new Pace();
        Pipeline pipeline = new Pipeline(context, session, events, pace);
        List<MigrationResult> results = new ArrayList<>();
        int total = plan.steps().size();
        while (results.size() < total) {
            int done = results.size();
            requireNotStopped(plan.steps().get(done), done, total);
            long start = System.nanoTime();
            List<PipelinedMigration> together = pipelined(pipeline, plan, done);
            results.addAll(
                    together.isEmpty()
                            ? run(groupAt(plan, done), session, done, total)
                            : pipeline.run(together, done, total));
            pace.took(results.size() - done, Duration.ofNanos(System.nanoTime() - start));
        }
        return results;
    }

    private List<PipelinedMigration> pipelined(Pipeline pipeline, Plan plan, int first) {
        PlanStep step = plan.steps().get(first);
        try {
            return pipeline.from(plan.steps(), first);
        } catch (IOException unreadable) {
            throw events.failed(step, fileGone(step, unreadable));
        } catch (LifeguardException changed) {
            throw events.failed(step, changed);
        }
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
        Optional<LifeguardException> end = Optional.empty();
        try {
            for (int index = 0; index < steps.size(); index++) {
                requireNotStopped(steps.get(index), before, total);
                Group group = new Group(steps, index);
                events.started(group.step(), before + index + 1, total);
                Ran ran = run(group, session, before);
                PlanStep step = group.step();
                results.add(new MigrationResult(step.version(), step.name(), ran.time()));
                end = ran.end();
            }
        } catch (RuntimeException | Error failure) {
            rollBack(failure);
            throw failure;
        }
        for (int index = 0; index < steps.size(); index++) {
            events.finished(steps.get(index), results.get(index));
        }
        if (end.isPresent()) {
            throw end.get();
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

    private Ran run(Group group, SessionState session, int before) {
        PlanStep step = group.step();
        try {
            return switch (step.transactionMode()) {
                case WHOLE -> new WholeTransaction(context, session, group, before).run();
                case PER_STATEMENT ->
                        new Ran(
                                new StatementByStatement(context, session, step, before).run(),
                                Optional.empty());
            };
        } catch (IOException unreadable) {
            throw events.failed(step, fileGone(step, unreadable));
        } catch (LifeguardException failure) {
            throw events.failed(step, failure);
        }
    }

    private SessionState sessionState() {
        try {
            // A limit would be taken for a setting of the session's own.
            context.session().waitForLocks();
            SessionState state = SessionState.of(context);
            // From here on the second connection tells whether the database answers.
            context.session().unlimit();
            if (state.reach() == SessionState.Reach.DIRECT) {
                context.guard().heedSilence();
            }
            return state;
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "before the first migration; nothing was changed", failure);
        }
    }

    private void requireNotStopped(PlanStep next, int done, int total) {
        if (context.stop().isRequested()) {
            String which =
                    switch (done) {
                        case 0 -> "No migration was %s, and nothing was changed.";
                        case 1 -> "1 of %2$s migrations was %1$s; nothing of the rest was changed.";
                        default ->
                                "%3$s of %2$s migrations were %1$s; nothing of the rest was"
                                        + " changed.";
                    };
            throw StopSignal.stopped(
                    which.formatted(KeptState.done(next.direction()), total, done));
        }
    }

    private static ConfigurationException fileGone(PlanStep step, IOException cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                                ErrorKind.FILE_NOT_FOUND,
                                ("%s could not be read to its end: %s. The history says what of"
                                                + " it was kept: %s shows it.")
                                        .formatted(
                                                step.fileName(),
                                                cause.getMessage(),
                                                Remedy.STATUS.place()))
                        .withFile(step.fileName())
                        .withVersion(step.version()),
                cause);
    }
}
