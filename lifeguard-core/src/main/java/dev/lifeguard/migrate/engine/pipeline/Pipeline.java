package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.FileGone;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunEvents;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.state.HeldLock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Short migrations of a long run, several of them in one flush, each in a transaction of its own.
 *
 * <ol>
 *   <li>Settings and fence, script, history row and COMMIT of one follow those of the one before
 *       without an answer being waited for. The server passes over everything behind a statement
 *       that fails, so nothing runs behind a migration that failed.
 *   <li>Each transaction has a fence of its own, and fails unless it changes one row of the history
 *       while the lock is held; so the server may commit without asking back.
 *   <li>Only the last COMMIT waits for the disk, and with it those before: a migration is reported
 *       when it cannot be lost any more. Behind one that fails, a change of the lock's row waits
 *       for those before it instead; where that fails, too, the history is asked as below.
 *   <li>If the connection breaks, or a COMMIT fails and not for certain by a rollback, the server
 *       may still be at work. The lock's row is deleted on another connection, which waits for the
 *       transaction that is open and ends all that follow; then the history says what is committed
 *       ({@link BrokenFlush}).
 * </ol>
 */
public final class Pipeline {

    private final RunContext context;
    private final SessionState settings;
    private final RunEvents events;
    private final Pace pace = new Pace();
    private final PipelineChoice choice;

    /** For one run, which asks before each of its migrations. */
    public Pipeline(RunContext context, SessionState settings, RunEvents events) {
        this.context = context;
        this.settings = settings;
        this.events = events;
        this.choice = new PipelineChoice(context, settings);
    }

    /**
     * Runs the migrations from a place on that go together, and tells of each that is finished.
     *
     * @param steps all of the run
     * @param done how many of them are finished
     * @return what came of them, in their order, and none of those behind one that failed; empty
     *     when the next one goes another way
     */
    public List<Outcome> run(List<PlannedStep> steps, int done) {
        pace.finished(done, System.nanoTime());
        List<PipelinedMigration> together = new ArrayList<>();
        PlannedStep next = steps.get(done);
        try {
            together.addAll(choice.from(steps, done, pace.next()));
        } catch (IOException unreadable) {
            return List.of(Outcome.untouched(next, FileGone.of(next, unreadable)));
        } catch (LifeguardException changed) {
            return List.of(Outcome.untouched(next, changed));
        }
        return together.isEmpty() ? List.of() : run(together, done, steps.size());
    }

    private List<Outcome> run(List<PipelinedMigration> together, int before, int total) {
        Leaves leaves = together.getLast().leaves();
        together.forEach(migration -> settings.touch(migration.leaves()));
        List<BoundSql> last = leaves == Leaves.NOTHING ? List.of() : settings.behindCommit();
        PipelineFlush flush = PipelineFlush.prepared(together, context.guard().token(), last);
        PipelineProgress progress = new PipelineProgress(flush, events, before, total);
        progress.begin();
        List<Outcome> ended = send(flush, progress, before, last);
        if (!ended.isEmpty()) {
            return ended;
        }
        progress.finish(together.size());
        if (leaves == Leaves.NOTHING) {
            settings.isPutBack();
        }
        settings.heardBehindCommit(progress.last());
        return putBack(progress.applied(together.size()));
    }

    /** Gives nothing where all are committed and the run goes on. */
    private List<Outcome> send(
            PipelineFlush flush, PipelineProgress progress, int before, List<BoundSql> last) {
        context.stop().watch(context.session());
        try {
            for (PipelinedMigration migration : flush.together()) {
                ScriptSender.log(migration.script());
            }
            context.session().authored().runTransactions(flush.statements(), progress);
        } catch (StatementFailedException failed) {
            if (!flush.isBehindLastCommit(failed.index())) {
                return recover(flush, failed, progress, before, last);
            }
        } finally {
            context.stop().watch(null);
        }
        return List.of();
    }

    private List<Outcome> putBack(List<Outcome.Applied> applied) {
        List<Outcome> outcomes = new ArrayList<>(applied);
        try {
            settings.putBack(context.session());
        } catch (SQLException failure) {
            Outcome.Applied last = applied.getLast();
            outcomes.removeLast();
            outcomes.add(last.endingWith(Leftovers.notPutBack(last.step(), failure)));
        }
        return outcomes;
    }

    /** Sends the rest again where a script has removed what was prepared. */
    private List<Outcome> recover(
            PipelineFlush flush,
            StatementFailedException failed,
            PipelineProgress progress,
            int before,
            List<BoundSql> last) {
        PipelineFlush.At at = flush.at(failed.index());
        removePrepared(flush, failed.failure());
        if (!PreparedSql.GONE.equals(failed.failure().getSQLState())
                || at.migration().authors(at.statement()) != null) {
            return failed(failed, progress, before);
        }
        PipelineFlush rest = PipelineFlush.plain(flush.together(), at.number(), last);
        progress.sending(rest);
        try {
            context.session().authored().runTransactions(rest.statements(), progress);
        } catch (StatementFailedException again) {
            if (!rest.isBehindLastCommit(again.index())) {
                return failed(again, progress, before);
            }
        }
        return List.of();
    }

    /** What is left there would be in the way of nobody, its name is of this run. */
    private void removePrepared(PipelineFlush flush, SQLException failure) {
        if (SqlError.lostConnection(failure)) {
            return;
        }
        for (BoundSql statement : flush.removingPrepared()) {
            try {
                context.session().update(statement);
            } catch (SQLException removedByScript) {
                failure.addSuppressed(removedByScript);
            }
        }
    }

    private List<Outcome> failed(
            StatementFailedException failed, PipelineProgress progress, int before) {
        SQLException failure = failed.failure();
        PipelineFlush.At at = progress.at(failed.index());
        BrokenFlush broken = new BrokenFlush(context, progress, before);
        if (SqlError.lostConnection(failure)
                || (at.isCommit() && SqlError.leavesCommitOpen(failure))) {
            return broken.resolve(at, failure);
        }
        try {
            if (at.number() > 0) {
                awaitDisk();
            }
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
            return broken.resolveBehind(at, failure, lost);
        } catch (LeaseLostException lost) {
            failure.addSuppressed(lost);
            return List.of(new Outcome.InDoubt(at.migration().step(), HeldLock.lost(failure)));
        }
        return broken.failedAlone(at, failure);
    }

    /** A cancel that was meant for the migration's statement may come too late for it. */
    private void awaitDisk() throws SQLException {
        try {
            context.guard().renew();
        } catch (SQLException failure) {
            if (SqlError.condition(failure) != Condition.CANCELLED) {
                throw failure;
            }
            context.guard().renew();
        }
    }
}
