package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.ScriptRules;

/**
 * The connection of one call, and what is found out once about the database at its other end.
 *
 * @param session the connection
 * @param dialect the database's
 * @param rules how scripts are read there
 * @param table the state table as it is configured
 */
public record Connected(Session session, Dialect dialect, ScriptRules rules, TableName table)
        implements AutoCloseable {

    /** Gives the connection back; never fails. */
    @Override
    public void close() {
        session.close();
    }
}
