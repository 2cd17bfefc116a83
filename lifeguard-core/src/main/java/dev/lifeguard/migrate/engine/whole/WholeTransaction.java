package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.FileGone;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.outcome.TransactionFailure;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.program.Program;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One migration as one transaction, or as a part of one that a group of them shares: then the first
 * of them begins it and the last commits it, and a failure of any rolls all of them back.
 *
 * <ol>
 *   <li>The settings, the fence and the script go to the server in one flush; without the lock's
 *       row the fence ends the transaction before the script's first statement.
 *   <li>The history row is written as the runner's own user and the lease extended, only if the
 *       lock's row is still there: in the same flush as the script's last statements where the
 *       driver can.
 *   <li>The hooks of migrations go with it, before and behind the script.
 *   <li>Where a statement can commit what is open, a mark is set behind the fence, which tells
 *       later whether the transaction is still the same one ({@link TransactionMark}).
 *   <li>COMMIT. If that fails, and not for certain by a rollback, the history is read before
 *       anything is said: on another connection where this one is broken.
 *   <li>What the script has left in its session is put back, unless it can have left nothing.
 * </ol>
 */
public final class WholeTransaction {

    private final RunContext context;
    private final SessionState settings;
    private final Group group;
    private final PlannedStep step;
    private final Program program;
    private final MigrationHooks hooks;
    private final FailureMessage message;
    private final KeptState kept;
    private final TransactionMark mark;
    private final ScriptSender sender;
    private String phase = TransactionFailure.BEFORE;

    public WholeTransaction(RunContext context, SessionState settings, Group group, int before) {
        this.context = context;
        this.settings = settings;
        this.group = group;
        this.step = group.step();
        this.hooks = new MigrationHooks(context, step);
        this.program = Program.of(context, step);
        this.message = new FailureMessage(step, program::line);
        this.kept = KeptState.in(context, group, before);
        this.mark = new TransactionMark(context, step);
        LockLimit limit = LockLimit.of(context, group);
        this.sender =
                new ScriptSender(
                        context,
                        limit,
                        new TransactionOpening(context, settings, group).with(limit, mark));
    }

    /**
     * Runs it, and commits unless others of its group follow.
     *
     * @throws IOException when its file cannot be read, before anything is sent
     */
    public Outcome run() throws IOException {
        HistoryWriter history = new HistoryWriter(context, step);
        context.stop().watch(context.session());
        try {
            return runInside(history);
        } catch (ScriptStatementException failed) {
            phase = sender.failedBehindScript() ? TransactionFailure.BEHIND : phase;
            return rolledBack(failed.statement(), failed.failure());
        } catch (SQLException failure) {
            return rolledBack(null, failure);
        } catch (JavaFailure failed) {
            return failed(failed);
        } catch (IOException unreadable) {
            LifeguardException gone = FileGone.of(hooks.said(message).step(), unreadable);
            return kept.behind(rollback(unreadable, Optional.empty())).outcome(gone);
        } catch (LeaseLostException lost) {
            return behind(rollback(lost, Optional.empty())).lost(lost);
        } catch (LifeguardException failure) {
            return kept.behind(rollback(failure, Optional.empty())).outcome(failure);
        } finally {
            settings.touch(sender.leaves());
            context.stop().watch(null);
        }
    }

    private Outcome runInside(HistoryWriter history)
            throws ScriptStatementException, IOException, SQLException, JavaFailure {
        Session session = context.session();
        long start = System.nanoTime();
        if (group.isFirst()) {
            begin(session);
        }
        prepare(session);
        runProgram(session);
        Duration time =
                context.writesHistoryInOneFlush()
                        ? finishInOneFlush(history, start)
                        : finish(history, start);
        context.stop().watch(null);
        phase = TransactionFailure.COMMIT;
        if (group.isLast()) {
            return commit(session, time);
        }
        settings.putBack(session);
        return Outcome.Applied.in(step, time);
    }

    /** Where it waits for others to begin, what the script says of locks holds for that, too. */
    private void begin(Session session) throws SQLException {
        Optional<BoundSql> limit = step.lockTimeout().flatMap(context.dialect()::limitOfBegin);
        if (limit.isPresent()) {
            // Even of nothing it would be a round trip.
            SessionState.send(session, List.of(limit.get()));
        }
        session.begin();
    }

    /** A statement that fails here and is none of a script's text is its author's own. */
    private void runProgram(Session session)
            throws ScriptStatementException, IOException, SQLException, JavaFailure {
        TransactionSink sink = new TransactionSink(session, sender);
        if (context.quarantine().isActive()) {
            sender.open();
            phase = TransactionFailure.ASIDE;
            context.quarantine().putAside(step, context.session());
            phase = TransactionFailure.BEFORE;
        }
        hooks.run(Moment.BEFORE_MIGRATION, sink);
        try {
            program.run(sink);
        } catch (SQLException failure) {
            phase = TransactionFailure.INSIDE;
            throw failure;
        }
        hooks.run(Moment.AFTER_MIGRATION, sink);
        if (sender.isOpen()) {
            phase = TransactionFailure.BEHIND;
            mark.release();
        }
    }

    /** What sets the transaction's modes comes before the first query. */
    private void prepare(Session session)
            throws ScriptStatementException, IOException, SQLException {
        Leaves leaves = program.mayLeave().or(hooks.mayLeave());
        if (leaves != Leaves.NOTHING && settings.reach() == Reach.POOLED) {
            sender.open();
        }
        settings.prepareFor(leaves, session);
    }

    /** What is left of the script, the settings and the history's row wait for one answer. */
    private Duration finishInOneFlush(HistoryWriter history, long start)
            throws ScriptStatementException, SQLException {
        List<BoundSql> closing = new ArrayList<>();
        if (isTouched()) {
            putBackBehindPooler();
            closing.addAll(settings.oneself(context));
        }
        if (group.isShared()) {
            closing.addAll(GroupedScript.END);
        }
        closing.add(history.closing(group));
        sender.close(closing);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration finish(HistoryWriter history, long start)
            throws ScriptStatementException, SQLException {
        sender.open();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        phase = TransactionFailure.BEHIND;
        boolean touched = isTouched();
        if (touched) {
            putBackBehindPooler();
        }
        if (!settings.endsWithTransaction()) {
            restore(touched);
        } else if (touched) {
            SessionState.send(context.session(), settings.oneself(context));
        }
        history.finishWhole(time);
        return time;
    }

    /** What the script says of its locks would hold for the next one, too. */
    private void restore(boolean touched) throws SQLException {
        if (touched || step.lockTimeout().isPresent()) {
            settings.restore(context.session());
        }
    }

    private boolean isTouched() {
        settings.touch(sender.leaves());
        if (sender.changedSession() && !group.isLast()) {
            // What was set to the end of the transaction would reach the next one, too.
            settings.touch(Leaves.SETTINGS);
        }
        return sender.changedSession() || settings.isTouched();
    }

    /** Behind the COMMIT the session may be another one's. */
    private void putBackBehindPooler() throws ScriptStatementException, SQLException {
        if (settings.reach() == Reach.POOLED) {
            sender.open();
            settings.putBack(context.session());
        }
    }

    private Outcome commit(Session session, Duration time) throws SQLException {
        try {
            boolean direct = settings.reach() == Reach.DIRECT;
            List<BoundSql> behind = direct ? settings.behindCommit() : List.of();
            settings.heardBehindCommit(session.commit(behind));
            context.idleFreely(context.sql().idleTimeoutOver());
        } catch (SQLException failure) {
            return new BrokenCommit(context, step).resolve(failure, time);
        }
        if (settings.reach() == Reach.POOLED) {
            settings.isPutBack();
        }
        return new Outcome.Applied(step, time, putBack(session));
    }

    /** What is committed stays so, but nothing more may run in a session that is not as it was. */
    private Optional<LifeguardException> putBack(Session session) {
        try {
            settings.putBack(session);
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(Leftovers.notPutBack(step, failure));
        }
    }

    private Outcome rolledBack(@Nullable SqlStatement statement, SQLException failure) {
        return behind(rollback(failure, Optional.ofNullable(statement)))
                .ended(statement, phase, failure);
    }

    /** Its author cannot mend a connection that is gone. */
    private Outcome failed(JavaFailure failed) {
        Optional<SQLException> lost = failed.lostConnection(context.session());
        if (lost.isPresent()) {
            return rolledBack(null, lost.get());
        }
        TransactionFailure behind = behind(rollback(failed, Optional.empty()));
        phase = TransactionFailure.INSIDE;
        return failed.met(Condition.BUSY)
                .map(busy -> behind.ended(null, phase, busy))
                .orElseGet(() -> behind.thrown(failed));
    }

    private TransactionFailure behind(Undone rollback) {
        return new TransactionFailure(context, hooks.said(message), kept.behind(rollback));
    }

    /** Rolls back, and says what of it that took back. */
    private Undone rollback(Exception failure, Optional<SqlStatement> failed) {
        boolean marked = failed.isPresent() || sender.isOpen();
        Undone sinceMark = marked ? mark.goBack(failure) : Undone.ALL;
        Undone all = Transaction.rollBack(context.session(), failure);
        return sinceMark == Undone.ALL ? all : sinceMark;
    }
}
