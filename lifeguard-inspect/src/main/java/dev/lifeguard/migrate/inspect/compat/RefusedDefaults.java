package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Rule.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which conditions refuse a row whose columns were given no value: the server is asked of a row of
 * nulls and constant defaults. What computed ones come to, nobody knows before.
 */
final class RefusedDefaults {

    private static final int SECONDS = 5;

    /** The row of those columns that a condition is about; null where one is computed. */
    private static final String ROW =
            """
            SELECT CASE WHEN bool_or(a.attidentity <> '' OR a.attgenerated <> ''
                    OR f.value ~ '[(]|^CURRENT_|^LOCALTIME') THEN NULL
                ELSE coalesce(string_agg(format('CAST(%s AS %s) AS %I', coalesce(f.value, 'NULL'),
                    format_type(a.atttypid, a.atttypmod), a.attname), ', '), '') END
            FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            CROSS JOIN LATERAL (SELECT coalesce(
                pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0))) f (value)
            WHERE k.conrelid = ?::oid AND k.contype = 'c' AND k.conname = ?
            """;

    private final Connection connection;
    private final Map<List<String>, Boolean> answers = new HashMap<>();

    /**
     * One for a database as it is now.
     *
     * @param connection its search path is {@code pg_catalog} afterwards
     */
    RefusedDefaults(Connection connection) {
        this.connection = connection;
    }

    /** Whether a table's condition refuses such a row, as far as the server can tell. */
    boolean refuses(TableState table, Check check) {
        return answers.computeIfAbsent(
                List.of(table.said(), check.name()), asked -> asked(table, check));
    }

    private boolean asked(TableState table, Check check) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            Optional<String> row = row(table, check);
            return row.isPresent() && isFalse(statement, check.condition(), row.get());
        } catch (SQLException unknown) {
            // It is about the whole row, or a function of it fails, or takes too long.
            return false;
        }
    }

    private Optional<String> row(TableState table, Check check) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(ROW)) {
            question.setLong(1, table.id());
            question.setString(2, check.name());
            try (ResultSet row = question.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        }
    }

    private static boolean isFalse(Statement statement, String condition, String row)
            throws SQLException {
        statement.setEscapeProcessing(false);
        statement.setQueryTimeout(SECONDS);
        try (ResultSet answer =
                statement.executeQuery(
                        "SELECT (%s) IS FALSE FROM (SELECT %s) lifeguard_row"
                                .formatted(condition, row))) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
