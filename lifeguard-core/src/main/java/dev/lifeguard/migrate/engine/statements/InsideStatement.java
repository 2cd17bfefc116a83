package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.LockRetry;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs a statement in a transaction of its own: fence, statement, progress as the runner's own
 * user, COMMIT. So the statement and the progress take effect together or not at all.
 */
final class InsideStatement {

    private final RunContext context;
    private final ScriptSession script;
    private final PartWayProgress progress;
    private final PartWayFailure failures;
    private final LockRetry retry;

    InsideStatement(
            RunContext context,
            ScriptSession script,
            PartWayProgress progress,
            PartWayFailure failures,
            LockRetry retry) {
        this.context = context;
        this.script = script;
        this.progress = progress;
        this.failures = failures;
        this.retry = retry;
    }

    /** What one transaction does between its opening and the progress. */
    @FunctionalInterface
    interface Sending {

        /** Does it. */
        void through(ScriptSender sender)
                throws ScriptStatementException, IOException, SQLException;
    }

    /** Runs one, and again for a while where it meets another transaction's lock. */
    void untilDone(PlannedStep step, SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        boolean again = true;
        while (again) {
            again = !isDone(step, statement, sending);
        }
        retry.over();
    }

    private boolean isDone(PlannedStep step, SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        boolean triesAgain = script.triesAgain(statement);
        retry.begins(step);
        try {
            execute(statement, sending);
            return true;
        } catch (ScriptStatementException failed) {
            retry.ended();
            boolean busy = SqlError.condition(failed.failure()) == Condition.BUSY;
            if (!triesAgain || !busy || failed.statement() == null) {
                throw failed;
            }
            if (!retry.waitsAfter(failed.failure(), List.of(step), failures.stopped())) {
                throw failures.givenUp(failed, retry.told());
            }
            return false;
        }
    }

    /** Runs one; a failure is rolled back. */
    void execute(SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        Session session = context.session();
        session.begin();
        try {
            sending.through(
                    new ScriptSender(
                            context,
                            LockLimit.ofCaller(),
                            script.opening(script.lockTimeout(statement))));
            script.becomeOneself();
            progress.writeDone(statement);
            commit(statement);
            script.becomeScript();
            context.idleFreely(context.sql().idleTimeoutOver());
        } catch (ScriptStatementException failed) {
            failures.took(Transaction.rollBack(session, failed.failure()));
            throw failed;
        } catch (SQLException | IOException | LifeguardException failure) {
            failures.took(Transaction.rollBack(session, failure));
            throw failure;
        }
    }

    /**
     * Commits what is open.
     *
     * @param statement the one, or the first one, that is in it
     * @throws LifeguardException where nobody knows whether it is committed
     * @throws SQLException where it is not
     */
    void commit(SqlStatement statement) throws SQLException {
        try {
            context.session().commit();
        } catch (SQLException failure) {
            if (SqlError.leavesCommitOpen(failure)) {
                throw failures.atCommit(failure, statement);
            }
            throw failure;
        }
    }
}
