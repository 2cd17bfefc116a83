package dev.lifeguard.migrate.inspect.compat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Which conditions the rows of a table fulfil already, as the planner proves it: where the CHECK
 * constraints of a table leave no row for a query, it plans to read none (constraint_exclusion).
 */
final class ImpliedConditions {

    private static final String NO_ROWS = "One-Time Filter: false";

    private final Connection before;
    private final Map<String, String> probes = new HashMap<>();

    /**
     * One for a database.
     *
     * @param before as it is before the migrations; empty tables for the proofs are added
     */
    ImpliedConditions(Connection before) {
        this.before = before;
    }

    /** Whether no row that a table takes could fulfil a condition. */
    boolean excludes(TableState table, String condition) {
        try (Statement statement = before.createStatement()) {
            statement.setEscapeProcessing(false);
            String probe = probes.get(table.said());
            if (probe == null) {
                probe = "lifeguard_probe_" + probes.size();
                probes.put(table.said(), probe);
                make(statement, probe, table);
            }
            return isEmpty(
                    statement,
                    "EXPLAIN SELECT FROM pg_temp.%s WHERE %s".formatted(probe, condition));
        } catch (SQLException unprovable) {
            // It is about columns or types that were not there before.
            return false;
        }
    }

    private static void make(Statement statement, String probe, TableState table)
            throws SQLException {
        statement.execute("SET search_path = pg_catalog");
        statement.execute("SET constraint_exclusion = on");
        statement.execute(
                "CREATE TEMPORARY TABLE %s (LIKE %s INCLUDING CONSTRAINTS)"
                        .formatted(probe, table.sql()));
    }

    private static boolean isEmpty(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                if (row.getString(1).contains(NO_ROWS)) {
                    return true;
                }
            }
            return false;
        }
    }
}
