package dev.lifeguard.migrate.benchmarks.accounting;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements on a connection of their own. */
final class Sql {

    private Sql() {}

    /** Runs a script, and closes the connection. */
    static void run(Connection connection, String script) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** The one value of a query; closes the connection. */
    static String value(Connection connection, String query) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
