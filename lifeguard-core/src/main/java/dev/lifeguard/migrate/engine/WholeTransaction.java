package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.SessionState.Reach;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Session.Asking;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementReader;
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
 *   <li>Where a statement can commit what is open, the transaction begins with a mark, which tells
 *       after a failure whether it is still the same one ({@link TransactionMark}).
 *   <li>COMMIT. If that fails, and not for certain by a rollback, the history is read before
 *       anything is said: on another connection where this one is broken.
 *   <li>What the script has left in its session is put back, unless it can have left nothing.
 * </ol>
 */
final class WholeTransaction {

    private final RunContext context;
    private final SessionState settings;
    private final Group group;
    private final PlanStep step;
    private final Program program;
    private final FailureMessage message;
    private final KeptState kept;
    private final ScriptSender sender;
    private String phase = TransactionFailure.BEFORE;

    WholeTransaction(RunContext context, SessionState settings, Group group, int before) {
        this.context = context;
        this.settings = settings;
        this.group = group;
        this.step = group.step();
        this.program = Program.of(context, step);
        this.message = new FailureMessage(step, program::line);
        this.kept = new KeptState(group, before);
        this.sender = new ScriptSender(context, opening());
    }

    /**
     * What came of it.
     *
     * @param time what the script took
     * @param end what the run ends with although the migration is committed
     */
    record Ran(Duration time, Optional<LifeguardException> end) {}

    Ran run() throws IOException {
        HistoryWriter history = new HistoryWriter(context, step);
        Session session = context.session();
        context.stop().watch(session);
        long start = System.nanoTime();
        try {
            if (group.isFirst()) {
                session.begin();
            }
            prepare(session);
            program.run(new Sink(session, sender));
            Duration time =
                    context.writesHistoryInOneFlush()
                            ? finishInOneFlush(history, start)
                            : finish(history, start);
            context.stop().watch(null);
            phase = TransactionFailure.COMMIT;
            if (group.isLast()) {
                return new Ran(time, commit(session));
            }
            settings.putBack(session);
            return new Ran(time, Optional.empty());
        } catch (ScriptStatementException failed) {
            phase = sender.failedBehindScript() ? TransactionFailure.BEHIND : phase;
            throw rolledBack(failed.statement(), failed.failure());
        } catch (SQLException failure) {
            throw rolledBack(null, failure);
        } catch (JavaFailure failed) {
            throw failed(failed);
        } catch (IOException | LifeguardException failure) {
            rollback(failure, Optional.empty());
            throw failure;
        } finally {
            settings.touch(sender.leaves());
            context.stop().watch(null);
        }
    }

    /** What sets the transaction's modes comes before the first query. */
    private void prepare(Session session)
            throws ScriptStatementException, IOException, SQLException {
        Leaves leaves = program.mayLeave();
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
        closing.add(history.closing(group));
        sender.close(closing);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration finish(HistoryWriter history, long start)
            throws ScriptStatementException, SQLException {
        sender.open();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        phase = TransactionFailure.BEHIND;
        if (isTouched()) {
            putBackBehindPooler();
            if (settings.endsWithTransaction()) {
                SessionState.send(context.session(), settings.oneself(context));
            } else {
                settings.restore(context.session());
            }
        }
        history.finishWhole(time);
        return time;
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

    private List<BoundSql> opening() {
        List<BoundSql> opening = new ArrayList<>(context.dialect().mark().stream().toList());
        opening.addAll(context.dialect().transactionPrelude(context.lock().idleTimeout()));
        opening.addAll(
                context.dialect()
                        .surroundings(
                                Lasting.TRANSACTION,
                                settings.searchPath(),
                                step.lockTimeout().orElse(null)));
        opening.add(context.sql().fence(context.guard().token()));
        return opening;
    }

    private Optional<LifeguardException> commit(Session session) throws SQLException {
        try {
            boolean direct = settings.reach() == Reach.DIRECT;
            List<BoundSql> behind = direct ? settings.behindCommit() : List.of();
            settings.heardBehindCommit(session.commit(behind));
            context.idleFreely(context.sql().idleTimeoutOver());
        } catch (SQLException failure) {
            return Optional.of(new BrokenCommit(context, step).resolve(failure));
        }
        if (settings.reach() == Reach.POOLED) {
            settings.isPutBack();
        }
        return putBack(session);
    }

    /** What is committed stays so, but nothing more may run in a session that is not as it was. */
    private Optional<LifeguardException> putBack(Session session) {
        try {
            settings.putBack(session);
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(SessionState.notPutBack(step, failure));
        }
    }

    private LifeguardException rolledBack(@Nullable SqlStatement statement, SQLException failure) {
        KeptState left = kept.behind(rollback(failure, Optional.ofNullable(statement)));
        return new TransactionFailure(context, message, left).of(step, statement, phase, failure);
    }

    /** Its author cannot mend a connection that is gone. */
    private LifeguardException failed(JavaFailure failed) {
        Optional<SQLException> lost = failed.lostConnection(context.session());
        if (lost.isPresent()) {
            return rolledBack(null, lost.get());
        }
        return javaFailed(failed, kept.behind(rollback(failed, Optional.empty())));
    }

    private LifeguardException javaFailed(JavaFailure failed, KeptState left) {
        String again = "Mend it and run %s again.".formatted(step.direction().word());
        return new MigrationFailedException(
                message.thrown(left.kind(), failed.thrown(), left.rolledBack() + " " + again),
                failed.thrown());
    }

    /** Rolls back, and says what of it that took back. */
    private Undone rollback(Exception failure, Optional<SqlStatement> failed) {
        boolean marked = failed.isPresent() || sender.isOpen();
        Undone sinceMark = marked ? new TransactionMark(context, step).goBack(failure) : Undone.ALL;
        Undone all = Transaction.rollBack(context.session(), failure);
        return sinceMark == Undone.ALL ? all : sinceMark;
    }

    /** Everything goes into the one transaction, behind the fence. */
    private record Sink(Session session, ScriptSender sender) implements StatementSink {

        @Override
        public void take(StatementReader statements) throws ScriptStatementException, IOException {
            session.askForWarnings(statements.asksBack() ? Asking.NO : Asking.YES);
            sender.send(statements);
        }

        @Override
        public void work(SqlStatement label, SessionWork work)
                throws ScriptStatementException, SQLException {
            sender.open();
            work.on(session);
        }

        @Override
        public Session reading() throws ScriptStatementException {
            sender.open();
            return session;
        }

        @Override
        public Session querying() throws ScriptStatementException {
            sender.handedOut();
            return reading();
        }

        @Override
        public Session handOut(SqlStatement label) throws ScriptStatementException {
            sender.open();
            sender.handedOut();
            return session;
        }
    }
}
