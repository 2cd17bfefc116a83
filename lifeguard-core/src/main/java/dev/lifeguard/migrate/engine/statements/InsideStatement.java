package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.script.SqlStatement;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Runs a statement in a transaction of its own: fence, statement, progress as the runner's own
 * user, COMMIT. So the statement and the progress take effect together or not at all.
 */
final class InsideStatement {

    private final RunContext context;
    private final ScriptSession script;
    private final PartWayProgress progress;
    private final PartWayFailure failures;
    private final NextTry tries;

    InsideStatement(
            RunContext context,
            ScriptSession script,
            PartWayProgress progress,
            PartWayFailure failures,
            NextTry tries) {
        this.context = context;
        this.script = script;
        this.progress = progress;
        this.failures = failures;
        this.tries = tries;
    }

    /** What one transaction does between its opening and the progress. */
    @FunctionalInterface
    interface Sending {

        /** Does it. */
        void through(ScriptSender sender)
                throws ScriptStatementException, IOException, SQLException;
    }

    /** Runs one, and again for a while where it meets another transaction's lock. */
    void untilDone(SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        tries.first(statement.leaves());
        boolean done = false;
        while (!done) {
            done = isDone(statement, sending);
        }
        tries.over();
    }

    private boolean isDone(SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        try {
            tryOnce(statement, sending);
            return true;
        } catch (ScriptStatementException failed) {
            boolean again =
                    failed.statement() != null
                            && script.limits().triesAgain(statement)
                            && NextTry.isBusy(failed.failure());
            if (!again) {
                throw failed;
            }
            tries.await(
                    failed.failure(),
                    failures.stopped(""),
                    told -> failures.givenUp(failed.failure(), statement, told));
            return false;
        }
    }

    private void tryOnce(SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        tries.begins();
        try {
            execute(statement, sending);
        } finally {
            tries.ended();
        }
    }

    /** Runs one; a failure is rolled back. */
    void execute(SqlStatement statement, Sending sending)
            throws ScriptStatementException, IOException, SQLException {
        Session session = context.session();
        session.begin();
        try {
            sending.through(
                    new ScriptSender(context, LockLimit.ofCaller(), script.opening(statement)));
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
     * @throws ScriptStatementException where another transaction's lock kept it from that
     * @throws SQLException where it is not for another reason
     */
    void commit(SqlStatement statement) throws ScriptStatementException, SQLException {
        try {
            context.session().commit();
        } catch (SQLException failure) {
            if (SqlError.leavesCommitOpen(failure)) {
                throw failures.atCommit(failure, statement);
            }
            if (NextTry.isBusy(failure)) {
                throw new ScriptStatementException(statement, failure);
            }
            throw failure;
        }
    }
}
