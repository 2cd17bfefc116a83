package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.FileGone;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.program.Program;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.program.StatementSink;
import dev.lifeguard.migrate.engine.run.LockRetry;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.AuthoredStatements.Asking;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One migration, statement by statement, with its progress in its history row.
 *
 * <ol>
 *   <li>A statement that can run in a transaction commits together with its progress, behind the
 *       fence.
 *   <li>A {@code BEGIN … COMMIT} block of the script is one transaction, with its progress too.
 *   <li>Around any other, progress is written before and after it ({@link OutsideStatement}).
 *   <li>A resumed migration goes on behind the last statement that is done. One that was started is
 *       looked up in the catalogue first ({@link Resumption}).
 *   <li>When all are done the row says so, in place of the progress.
 * </ol>
 */
public final class StatementByStatement implements StatementSink {

    private final RunContext context;
    private final PlannedStep step;
    private final Program program;
    private final PartWayProgress progress;
    private final PartWayFailure failures;
    private final ScriptSession script;
    private final InsideStatement inside;
    private final OutsideStatement outside;
    private final Resumption resumption;
    private final OutsideTries outsideTries;
    private final ScriptBlocks blocks;
    private final NextTry tries;
    private int blockNumber;

    /** Work of the author's own on the session, which is open to its next statement. */
    private @Nullable SqlStatement handedOut;

    /**
     * For one migration.
     *
     * @param before how many the run has finished
     * @param retry says when a statement is tried again that met another transaction's lock
     * @throws IOException when its file cannot be read
     */
    public StatementByStatement(
            RunContext context,
            SessionState settings,
            PlannedStep step,
            int before,
            LockRetry retry)
            throws IOException {
        this.context = context;
        this.step = step;
        this.program = Program.of(context, step);
        this.progress = new PartWayProgress(context, step);
        FailureMessage message = new FailureMessage(step, program::line);
        this.failures = new PartWayFailure(context, progress, message, before);
        this.script = new ScriptSession(context, settings, step);
        this.tries = new NextTry(context, settings, step, script, retry);
        this.inside = new InsideStatement(context, script, progress, failures, tries);
        this.blocks = new ScriptBlocks(context, script, progress, failures, inside, tries);
        this.outside = new OutsideStatement(context, script, progress, failures);
        this.resumption =
                new Resumption(
                        context,
                        progress,
                        outside,
                        new ResumptionFailure(message, failures.kept()));
        this.outsideTries = new OutsideTries(outside, resumption, progress.work(), tries);
    }

    /** Runs all statements, or those that an earlier run has not done. */
    public Outcome run() {
        context.stop().watch(context.session());
        try {
            return Outcome.Applied.in(step, runStatements());
        } catch (ScriptStatementException failed) {
            ScriptBlock open = blocks.rollBack(failed.failure());
            return failures.outcome(
                    open == null
                            ? failures.inTransaction(failed)
                            : failures.inBlock(failed, open.first()));
        } catch (SQLException failure) {
            return failures.outcome(failed(failure, blocks.rollBack(failure)));
        } catch (IOException unreadable) {
            blocks.rollBack(unreadable);
            return failures.outcome(FileGone.of(step, unreadable));
        } catch (LeaseLostException lost) {
            blocks.rollBack(lost);
            return failures.outcome(tries.isLostBetween(lost) ? lost : failures.lost(lost));
        } catch (LifeguardException failure) {
            blocks.rollBack(failure);
            return failures.outcome(failure);
        } catch (JavaFailure failed) {
            Optional<SQLException> lost = failed.lostConnection(context.session());
            return failures.outcome(
                    lost.isPresent()
                            ? failed(lost.get(), blocks.open())
                            : failures.thrown(failed, handedOut));
        } finally {
            context.stop().watch(null);
            script.restoreAfterFailure();
        }
    }

    /** Gives what the statements took. */
    private Duration runStatements()
            throws ScriptStatementException, IOException, SQLException, JavaFailure {
        long start = System.nanoTime();
        Duration waitedBefore = context.guard().outside().waited();
        script.open(program.mayLeave());
        program.run(this);
        takeBack();
        resumption.settleBehind();
        Duration waited = context.guard().outside().waited().minus(waitedBefore);
        Duration all = Duration.ofNanos(System.nanoTime() - start);
        Duration time = all.minus(waited).minus(tries.inVain());
        script.restore();
        progress.writeFinished(time);
        return time;
    }

    private LifeguardException failed(SQLException failure, @Nullable ScriptBlock open) {
        if (open != null) {
            return failures.behindBlock(failure, open.first());
        }
        return handedOut == null
                ? failures.rolledBack(failure, null)
                : outside.failed(failure, handedOut);
    }

    @Override
    public void take(StatementReader statements)
            throws ScriptStatementException, IOException, SQLException {
        takeBack();
        context.session().authored().askForWarnings(statements.asksBack() ? Asking.NO : Asking.YES);
        for (Optional<SqlStatement> next = statements.next();
                next.isPresent();
                next = statements.next()) {
            if (statements.block() != blockNumber) {
                blocks.commit(statements);
            }
            blockNumber = statements.block();
            take(next.get().numbered(progress.taken() + 1), statements);
        }
        blocks.commit(statements);
        blockNumber = 0;
    }

    private void take(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        if (progress.taken() < progress.doneBefore()) {
            script.before(statement);
            script.repeatSetting(statement);
        } else if (blocks.open() != null || !resumption.finishedBefore(statement)) {
            failures.requireNotStopped();
            if (blockNumber > 0) {
                blocks.send(statement, data);
                return;
            }
            execute(statement, data);
        }
        script.after(statement);
        finished(statement);
    }

    private void finished(SqlStatement statement) {
        progress.finished(statement);
        resumption.requireSame();
        progress.announce();
    }

    @Override
    public void work(SqlStatement label, SessionWork work)
            throws ScriptStatementException, IOException, SQLException {
        takeBack();
        SqlStatement numbered = label.numbered(progress.done() + 1);
        if (progress.done() >= progress.doneBefore()) {
            resumption.settleBehind();
            failures.requireNotStopped();
            inside.execute(
                    numbered,
                    sender -> {
                        sender.open();
                        work.on(context.session());
                    });
        }
        finished(numbered);
    }

    @Override
    public Session reading() throws SQLException {
        takeBack();
        return context.session();
    }

    @Override
    public Session querying() throws SQLException {
        script.beforeQuery();
        return reading();
    }

    @Override
    public Session handOut(SqlStatement label) throws SQLException {
        takeBack();
        SqlStatement numbered = label.numbered(progress.done() + 1);
        resumption.requireNotHandedOut(numbered);
        resumption.settleBehind();
        script.beforeHandOut();
        outside.recordStarted(numbered);
        handedOut = numbered;
        return context.session();
    }

    /** What was done on the session that was handed out counts as done. */
    private void takeBack() throws SQLException {
        SqlStatement out = handedOut;
        if (out != null) {
            outside.recordDone(out);
            handedOut = null;
            finished(out);
        }
    }

    private void execute(SqlStatement statement, StatementReader data)
            throws IOException, SQLException {
        script.before(statement);
        if (script.runsOutside(statement)) {
            outsideTries.untilDone(statement);
            return;
        }
        try {
            inside.untilDone(statement, sender -> sender.sendOne(statement, data));
        } catch (ScriptStatementException failed) {
            if (!isRefusedInTransaction(failed)) {
                throw failures.inTransaction(failed);
            }
            outsideTries.untilDone(statement);
        }
    }

    /** Where its author says that there is none, the server knows best what needs none. */
    private boolean isRefusedInTransaction(ScriptStatementException failed) {
        return step.saysNoTransaction()
                && failed.statement() != null
                && SqlError.condition(failed.failure()) == Condition.REFUSED_IN_TRANSACTION;
    }
}
