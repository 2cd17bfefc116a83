package dev.lifeguard.migrate.inspect.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Who applied each migration, as the history has it. */
final class AppliedBy {

    private static final String COLUMN = "applied_by";

    private AppliedBy() {}

    /**
     * By the numbers of the versions; none where the table has no such column.
     *
     * @param table as a statement writes it
     */
    static Map<Long, String> read(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return hasColumn(statement, table) ? read(statement, table) : Map.of();
        }
    }

    /** A table of an older version lacks it, or of another writer. */
    private static boolean hasColumn(Statement statement, String table) throws SQLException {
        try (ResultSet none =
                statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(table))) {
            ResultSetMetaData columns = none.getMetaData();
            for (int at = 1; at <= columns.getColumnCount(); at++) {
                if (columns.getColumnName(at).equalsIgnoreCase(COLUMN)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Map<Long, String> read(Statement statement, String table) throws SQLException {
        Map<Long, String> all = new HashMap<>();
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT version, applied_by FROM %s WHERE applied_by IS NOT NULL"
                                .formatted(table))) {
            while (row.next()) {
                all.put(row.getLong(1), row.getString(2));
            }
        }
        return all;
    }
}
