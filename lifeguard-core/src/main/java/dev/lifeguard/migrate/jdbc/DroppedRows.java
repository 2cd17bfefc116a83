package dev.lifeguard.migrate.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs a statement to its end, over all rows of all its results, and keeps none.
 *
 * <p>A driver that gives rows as they are made has run nothing yet of what makes the next one, and
 * has not met its error either.
 */
final class DroppedRows {

    /** How many rows a driver that gives them as they come holds at most. */
    private static final int ROWS_AT_ONCE = 100;

    /** There is neither a result nor a number of rows left. */
    private static final int NONE = -1;

    private DroppedRows() {}

    static void execute(Statement statement, String sql) throws SQLException {
        statement.setFetchSize(ROWS_AT_ONCE);
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() != NONE) {
            if (rows) {
                passOver(statement);
            }
            rows = statement.getMoreResults();
        }
    }

    private static void passOver(Statement statement) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                // Each is dropped.
            }
        }
    }
}
