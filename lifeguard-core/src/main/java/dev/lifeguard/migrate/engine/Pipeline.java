package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.LockSql.Opening;
import dev.lifeguard.migrate.engine.SessionState.Reach;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.state.HeldLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
final class Pipeline {

    /** The driver asks for an answer of its own behind 256 statements. */
    private static final int MOST_STATEMENTS = 200;

    /** What is sent before any answer is read must fit into the buffers of both sides. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final RunContext context;
    private final SessionState settings;
    private final RunEvents events;
    private final Pace pace;

    /** Of a script that says nothing about locks; null until it is needed. */
    private @Nullable BoundSql plainOpening;

    Pipeline(RunContext context, SessionState settings, RunEvents events, Pace pace) {
        this.context = context;
        this.settings = settings;
        this.events = events;
        this.pace = pace;
    }

    /**
     * The migrations from one on that are sent together; none when that one goes another way.
     *
     * @throws IOException when the file of the first one cannot be read
     * @throws LifeguardException when it is no longer what was planned
     */
    List<PipelinedMigration> from(List<PlanStep> steps, int first) throws IOException {
        List<PipelinedMigration> together = new ArrayList<>();
        if (pace.next() == 1
                || context.grouping() == Grouping.ALL
                || !context.writesHistoryInOneFlush()) {
            return together;
        }
        int statements = 0;
        int characters = 0;
        int end = Math.min(steps.size(), first + pace.next());
        for (PlanStep step : steps.subList(first, end)) {
            Optional<PipelinedMigration> next = together.isEmpty() ? pipelined(step) : after(step);
            if (next.isEmpty()) {
                break;
            }
            if (!together.isEmpty() && together.getLast().leaves() == Leaves.SETTINGS) {
                next = Optional.of(next.get().following(settings.restoring()));
            }
            statements += next.get().size();
            characters += next.get().characters();
            if (!together.isEmpty()
                    && (statements > MOST_STATEMENTS || characters > MOST_CHARACTERS)) {
                break;
            }
            together.add(next.get());
            if (next.get().leaves() == Leaves.ANYTHING) {
                // What it has left is not known before the server has answered.
                break;
            }
        }
        return together;
    }

    /** One behind others: a file that cannot be read is told when it is the first. */
    private Optional<PipelinedMigration> after(PlanStep step) {
        try {
            return pipelined(step);
        } catch (IOException | LifeguardException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<PipelinedMigration> pipelined(PlanStep step) throws IOException {
        if (step.transactionMode() != TransactionMode.WHOLE || step.section().isEmpty()) {
            return Optional.empty();
        }
        Optional<List<SqlStatement>> script = step.section().get().shortStatements();
        if (script.isEmpty() || givesRows(script.get())) {
            return Optional.empty();
        }
        Leaves leaves = Leaves.ofAll(script.get());
        if (leaves != Leaves.NOTHING && settings.reach() == Reach.POOLED) {
            return Optional.empty();
        }
        boolean changes = leaves != Leaves.NOTHING || changesSettings(script.get());
        return Optional.of(
                new PipelinedMigration(
                        step,
                        new HistoryWriter(context, step),
                        leaves,
                        List.of(),
                        opening(step),
                        script.get(),
                        changes ? settings.oneself(context) : List.of()));
    }

    private static boolean changesSettings(List<SqlStatement> script) {
        return script.stream().anyMatch(it -> it.facts().has(Trait.CHANGES_SETTINGS));
    }

    /** The driver keeps the rows of a flush until all of it is answered. */
    private static boolean givesRows(List<SqlStatement> script) {
        return script.stream().anyMatch(it -> it.kind() == StatementKind.GIVES_ROWS);
    }

    private BoundSql opening(PlanStep step) {
        if (step.lockTimeout().isPresent()) {
            return opening(step.lockTimeout().get());
        }
        if (plainOpening == null) {
            plainOpening = opening((Duration) null);
        }
        return plainOpening;
    }

    private BoundSql opening(@Nullable Duration lockTimeout) {
        return context.sql()
                .opening(
                        context.guard().token(),
                        new Opening(
                                context.lock().idleTimeout(), settings.searchPath(), lockTimeout));
    }

    /**
     * Runs migrations, and tells of each that is finished.
     *
     * @param before how many the run has finished
     * @param total of the run
     * @return what came of them, in their order; none of those behind one that failed
     */
    List<Outcome> run(List<PipelinedMigration> together, int before, int total) {
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
        return broken.resolvedBehind(at, at.number(), failure);
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
