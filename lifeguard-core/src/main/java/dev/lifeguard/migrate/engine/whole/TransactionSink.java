package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.program.StatementSink;
import dev.lifeguard.migrate.jdbc.AuthoredStatements.Asking;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;

/** Everything goes into the one transaction, behind the fence. */
record TransactionSink(Session session, ScriptSender sender) implements StatementSink {

    @Override
    public void take(StatementReader statements) throws ScriptStatementException, IOException {
        session.authored().askForWarnings(statements.asksBack() ? Asking.NO : Asking.YES);
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
