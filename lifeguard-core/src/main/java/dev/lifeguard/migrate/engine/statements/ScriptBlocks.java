package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code BEGIN … COMMIT} blocks of a script that runs statement by statement, one after the
 * other. One that meets another transaction's lock is rolled back and sent again from its first
 * statement on, unless it has data for a COPY, which was read away.
 */
final class ScriptBlocks {

    private final RunContext context;
    private final ScriptSession script;
    private final PartWayProgress progress;
    private final PartWayFailure failures;
    private final InsideStatement inside;
    private final NextTry tries;
    private @Nullable ScriptBlock open;

    ScriptBlocks(
            RunContext context,
            ScriptSession script,
            PartWayProgress progress,
            PartWayFailure failures,
            InsideStatement inside,
            NextTry tries) {
        this.context = context;
        this.script = script;
        this.progress = progress;
        this.failures = failures;
        this.inside = inside;
        this.tries = tries;
    }

    /** Something that is done in the block that is open. */
    @FunctionalInterface
    private interface Part {

        void in(ScriptBlock block) throws ScriptStatementException, IOException, SQLException;
    }

    /** The one that is open, or null. */
    @Nullable ScriptBlock open() {
        return open;
    }

    /** Sends a statement of a block, which begins with it where none is open. */
    void send(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        if (open == null) {
            tries.first(Leaves.ANYTHING);
            open = ScriptBlock.begin(context, script, statement, data);
            tries.begins();
        }
        untilDone(open, data, block -> block.send(statement, data));
        progress.took(statement);
    }

    /** What is in the block takes effect for good, unless none is open. */
    void commit(StatementReader data) throws ScriptStatementException, IOException, SQLException {
        if (open == null) {
            return;
        }
        untilDone(open, data, this::commit);
        ScriptBlock committed = open;
        open = null;
        tries.ended();
        tries.over();
        progress.blockIsCommitted();
        committed.committed();
        progress.announce();
    }

    private void commit(ScriptBlock block) throws ScriptStatementException, SQLException {
        block.finish(progress::writeTaken);
        inside.commit(block.first());
        script.becomeScript();
    }

    /** Rolls back the one that is open, and gives it; null where none is. */
    @Nullable ScriptBlock rollBack(Exception failure) {
        if (open != null) {
            failures.took(Transaction.rollBack(context.session(), failure));
        }
        return open;
    }

    private void untilDone(ScriptBlock first, StatementReader data, Part part)
            throws ScriptStatementException, IOException, SQLException {
        ScriptBlock block = first;
        boolean done = false;
        while (!done) {
            try {
                block.sendAgain(data);
                part.in(block);
                done = true;
            } catch (ScriptStatementException failed) {
                block = nextTry(block, failed);
            }
        }
    }

    /** Gives the block once more, behind a pause. */
    private ScriptBlock nextTry(ScriptBlock block, ScriptStatementException failed)
            throws ScriptStatementException, SQLException {
        SQLException failure = failed.failure();
        SqlStatement at = failed.statement();
        boolean again =
                at != null
                        && block.mayBeSentAgain()
                        && script.limits().triesAgain(at)
                        && NextTry.isBusy(failure);
        if (!again) {
            throw failed;
        }
        rollBack(failure);
        open = null;
        tries.ended();
        tries.await(
                failure,
                failures.stopped(""),
                told -> failures.blockGivenUp(failure, block.at(at), block.first(), told));
        open = block.again();
        tries.begins();
        return open;
    }
}
