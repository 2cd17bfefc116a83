package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;

/** Where the statements of one migration go, in a transaction or one by one. */
public interface StatementSink {

    /** Runs all statements that the reader gives. */
    void take(StatementReader statements)
            throws ScriptStatementException, IOException, SQLException;

    /**
     * Does one piece of work that is no text of a script.
     *
     * @param label what messages and the progress call it
     */
    void work(SqlStatement label, SessionWork work)
            throws ScriptStatementException, IOException, SQLException;

    /** The session to read on, behind the fence where there is a transaction. */
    Session reading() throws ScriptStatementException, SQLException;

    /** The same for a query of the author's, which may call anything. */
    Session querying() throws ScriptStatementException, SQLException;

    /** The session for work that nobody follows, which lasts until the next statement. */
    Session handOut(SqlStatement label) throws ScriptStatementException, IOException, SQLException;

    /** Work on a session. */
    @FunctionalInterface
    interface SessionWork {

        /** Does it. */
        void on(Session session) throws SQLException;
    }
}
