package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.engine.batch.BatchJob;
import dev.lifeguard.migrate.engine.batch.BatchesOfRun;
import dev.lifeguard.migrate.engine.outcome.Earlier;
import dev.lifeguard.migrate.engine.outcome.FileGone;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.pipeline.Pipeline;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.LockRetry;
import dev.lifeguard.migrate.engine.run.LongestWait;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunEvents;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.statements.StatementByStatement;
import dev.lifeguard.migrate.engine.whole.WholeTransaction;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.state.LockWatch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a plan under the lock, one migration after the other.
 *
 * <ol>
 *   <li>What the session is, and what its server does not keep, is looked at first ({@link
 *       RunPreparation}).
 *   <li>A migration whose statements can all run in a transaction is one: fence, script, history
 *       row, commit. Short ones go to the server together ({@link Pipeline}), any other for itself
 *       or with the others of its group ({@link WholeTransaction}).
 *   <li>One with batches runs batch by batch, or is only begun here ({@link BatchesOfRun}).
 *   <li>Any other runs statement by statement, with its progress in its history row ({@link
 *       StatementByStatement}).
 *   <li>Hooks around the run, and those around a migration without a transaction, have transactions
 *       of their own ({@link HookRunner}); others run in the migration's.
 *   <li>Each of these ways ends with an {@link Outcome}. One that met another transaction's lock is
 *       tried again for a while ({@link LockRetry}), with all that was rolled back with it. Any
 *       other that is not applied ends the run. What was committed before stays.
 *   <li>What is left in the session is taken back.
 * </ol>
 */
public final class PlanRunner {

    private final RunContext context;
    private final SessionState session;
    private final LockWatch watch;
    private final RunEvents events;
    private final LockRetry retry;

    private PlanRunner(RunContext context, SessionState session) {
        this.context = context;
        this.session = session;
        this.watch = context.guard().watchLocks(context.tableLocks().cancelled());
        this.events = new RunEvents(context.listener(), watch);
        this.retry = new LockRetry(context, events, watch);
    }

    /**
     * Runs all steps.
     *
     * @throws LifeguardException at the first migration that fails, or when told to stop, or when
     *     the lock or the connection is lost
     */
    public static List<MigrationResult> run(RunContext context, PlannedRun plan) {
        SessionState session = new RunPreparation(context).prepare();
        LongestWait longest = LongestWait.within(session.statementTimeout());
        return new PlanRunner(context.within(longest), session).run(plan);
    }

    private List<MigrationResult> run(PlannedRun plan) {
        if (session.reach() == SessionState.Reach.POOLED) {
            watch.seeNothing();
        }
        try {
            new BatchesOfRun(context, session).require(plan);
            return migrate(plan);
        } finally {
            watch.close();
            session.restoreAtEnd(context.session());
        }
    }

    private List<MigrationResult> migrate(PlannedRun plan) {
        HookRunner hooks = new HookRunner(context, session, retry);
        int all = plan.planned().size();
        if (all == 0) {
            // Another runner was faster.
            return List.of();
        }
        requireNotStopped(plan.planned().getFirst(), 0, all, List.of());
        hooks.runAll(Moment.BEFORE_UP, 0);
        List<MigrationResult> results = migrate(plan, hooks);
        List<PlannedHook> last = context.hooks(Moment.AFTER_UP);
        if (!last.isEmpty() && context.stop().isRequested()) {
            throw StopSignal.stopped(Earlier.allBut(last, all));
        }
        hooks.runAll(Moment.AFTER_UP, all);
        return results;
    }

    private List<MigrationResult> migrate(PlannedRun plan, HookRunner hooks) {
        Pipeline pipeline = new Pipeline(context, session, events);
        List<MigrationResult> results = new ArrayList<>();
        int total = plan.planned().size();
        while (results.size() < total) {
            int done = results.size();
            requireNotStopped(plan.planned().get(done), done, total);
            for (Outcome outcome : next(plan.planned(), pipeline, hooks, done)) {
                applied(outcome, results.size(), plan.planned())
                        .ifPresent(
                                applied ->
                                        results.add(events.result(applied.step(), applied.time())));
            }
        }
        return results;
    }

    /** What came of those that run next, together or alone. */
    private List<Outcome> next(
            List<PlannedStep> steps, Pipeline pipeline, HookRunner hooks, int done) {
        retry.begins(steps.get(done));
        try {
            List<Outcome> together = pipeline.run(steps, done);
            return together.isEmpty()
                    ? inTransaction(
                            Group.from(steps, done, context.grouping()), hooks, done, steps.size())
                    : together;
        } finally {
            retry.ended();
        }
    }

    /** Gives what is applied; behind what met a lock the next try may begin. */
    private Optional<Outcome.Applied> applied(Outcome outcome, int done, List<PlannedStep> all) {
        return switch (outcome) {
            case Outcome.Applied applied -> {
                retry.over();
                new BatchesOfRun(context, session).applied(applied.step());
                requireNoEnd(applied);
                yield Optional.of(applied);
            }
            case Outcome.Failed failed -> throw failed(failed);
            case Outcome.Busy busy -> {
                waitForNextTry(busy, done, all);
                yield Optional.empty();
            }
        };
    }

    private void waitForNextTry(Outcome.Busy busy, int done, List<PlannedStep> all) {
        PlannedStep step = busy.step();
        String stopped =
                Earlier.of(step.direction(), done, all.size(), context.hooks(Moment.BEFORE_UP));
        List<PlannedStep> rolledBack = all.subList(done, all.indexOf(step) + 1);
        Leftovers.putBackAfterTry(step, session, context.session())
                .ifPresent(
                        end -> {
                            throw failed(Outcome.untouched(step, end));
                        });
        if (!waits(busy, rolledBack, stopped)) {
            throw failed(busy.givenUp().apply(retry.told()));
        }
    }

    /** Whether there is a next try; what ends the run meanwhile is the migration's, too. */
    private boolean waits(Outcome.Busy busy, List<PlannedStep> rolledBack, String stopped) {
        try {
            return retry.waitsAfter(busy.failure(), rolledBack, stopped);
        } catch (LifeguardException end) {
            throw failed(Outcome.untouched(busy.step(), end));
        }
    }

    private LifeguardException failed(Outcome.Failed failed) {
        return events.failed(failed.step(), failed.why());
    }

    /**
     * Of migrations that share a transaction each is told when they are committed; one that met a
     * lock is all that came of them.
     */
    private List<Outcome> inTransaction(
            List<PlannedStep> steps, HookRunner hooks, int before, int total) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (int index = 0; index < steps.size(); index++) {
                requireNotStopped(steps.get(index), before, total);
                events.started(steps.get(index), before + index + 1, total);
                Outcome outcome = outcome(new Group(steps, index), hooks, before);
                if (!(outcome instanceof Outcome.Applied)) {
                    return List.of(outcome);
                }
                outcomes.add(outcome);
            }
        } catch (RuntimeException | Error failure) {
            rollBack(failure);
            throw failure;
        }
        outcomes.forEach(this::tellFinished);
        return outcomes;
    }

    private void tellFinished(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            events.finished(applied.step(), applied.time());
        }
    }

    private Outcome outcome(Group group, HookRunner hooks, int before) {
        PlannedStep step = group.step();
        Optional<BatchJob> batches = BatchJob.of(step, context.rules().background());
        if (batches.isPresent()) {
            BatchesOfRun ofRun = new BatchesOfRun(context, session);
            return hooks.around(step, before, () -> ofRun.run(step, batches.get()));
        }
        try {
            return switch (step.transactionMode()) {
                case WHOLE -> new WholeTransaction(context, session, group, before).run();
                case PER_STATEMENT -> hooks.around(step, before, () -> statements(step, before));
            };
        } catch (IOException unreadable) {
            return Outcome.untouched(step, FileGone.of(step, unreadable));
        } catch (LifeguardException refused) {
            return Outcome.untouched(step, refused);
        }
    }

    private Outcome statements(PlannedStep step, int before) {
        try {
            context.quarantine().putAside(step, context.session());
            return new StatementByStatement(context, session, step, before, retry).run();
        } catch (IOException unreadable) {
            return Outcome.untouched(step, FileGone.of(step, unreadable));
        } catch (SQLException failure) {
            return Outcome.untouched(
                    step,
                    DatabaseFailure.during(
                            "while rows were put aside; nothing of %s was run"
                                    .formatted(step.label()),
                            failure));
        }
    }

    /** It is applied, and the run may end behind it all the same. */
    private static void requireNoEnd(Outcome.Applied applied) {
        if (applied.end().isPresent()) {
            throw applied.end().get();
        }
    }

    /** Between two migrations of one transaction it is still open. */
    private void rollBack(Throwable failure) {
        if (context.session().isInTransaction()) {
            Transaction.rollBack(context.session(), failure);
        }
    }

    private void requireNotStopped(PlannedStep next, int done, int total) {
        requireNotStopped(next, done, total, context.hooks(Moment.BEFORE_UP));
    }

    private void requireNotStopped(
            PlannedStep next, int done, int total, List<PlannedHook> committed) {
        if (context.stop().isRequested()) {
            throw StopSignal.stopped(Earlier.of(next.direction(), done, total, committed));
        }
    }
}
