package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code BEGIN … COMMIT} block of a script that runs statement by statement: one transaction
 * behind the fence, which commits together with its progress.
 */
final class ScriptBlock {

    private final Session session;
    private final ScriptSession script;
    private final ScriptSender sender;
    private final SqlStatement first;
    private boolean changesSession;

    private ScriptBlock(
            RunContext context, ScriptSession script, SqlStatement first, StatementReader data) {
        this.session = context.session();
        this.script = script;
        List<BoundSql> opening = new ArrayList<>(script.opening());
        if (data.asksBack()) {
            // Most of what runs outside a transaction leaves the session so.
            context.dialect().changesNoRows().ifPresent(opening::add);
        }
        this.sender = new ScriptSender(context, LockLimit.ofCaller(), opening);
        this.first = first;
    }

    /** Begins the transaction; nothing is sent of the statement yet. */
    static ScriptBlock begin(
            RunContext context, ScriptSession script, SqlStatement first, StatementReader data)
            throws SQLException {
        ScriptBlock block = new ScriptBlock(context, script, first, data);
        block.session.begin();
        return block;
    }

    /** The statement that it begins with. */
    SqlStatement first() {
        return first;
    }

    /** Sends a statement, or keeps it for the next flush. */
    void send(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        script.before(statement);
        sender.send(statement, data);
        changesSession |= script.mayChangeIdentity(statement);
    }

    /** Sends what is left, and writes the progress as the runner's own user. */
    void finish(Progress progress) throws ScriptStatementException, SQLException {
        sender.open();
        script.becomeOneself();
        progress.write();
    }

    /** It is committed, and with it what it made of the session. */
    void committed() throws SQLException {
        if (changesSession) {
            script.lookAtIdentity();
        }
    }

    /** Writes how far the script got. */
    @FunctionalInterface
    interface Progress {

        /** Does it. */
        void write() throws SQLException, LifeguardException;
    }
}
