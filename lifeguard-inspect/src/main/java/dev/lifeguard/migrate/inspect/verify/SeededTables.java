package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Puts two made-up rows into tables that a migration names, by the types of their columns. Tables
 * that have rows get no others; those that a foreign key refers to get theirs first. Columns with a
 * default, and generated ones, get their own values.
 *
 * @param words those of the migration; where it puts statements together, all tables are meant
 * @param leftOut the tool's own tables, which get none
 * @param sql that of the database
 */
record SeededTables(StepWords words, OwnTables leftOut, SeedSql sql) {

    private static final int ROWS = 2;

    private boolean names(String table) {
        return !leftOut.has(table) && (words.name(table) || words.mayReachOthers());
    }

    /**
     * Fills them.
     *
     * @return those that take no row
     */
    List<Unseeded> fill(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String before : sql.before()) {
                statement.execute(before);
            }
            return new Filling(statement).fill();
        } catch (SQLException lost) {
            throw StatementFailure.lost(lost);
        }
    }

    /** One time. */
    private final class Filling {

        private final Statement statement;
        private final Map<String, SeededTable> tables = new LinkedHashMap<>();
        private final Set<String> begun = new HashSet<>();
        private final List<Unseeded> unseeded = new ArrayList<>();

        Filling(Statement statement) {
            this.statement = statement;
        }

        List<Unseeded> fill() throws SQLException {
            sql.tables(statement).forEach(table -> tables.put(table.key(), table));
            for (SeededTable table : tables.values()) {
                if (names(table.plain())) {
                    fill(table.key());
                }
            }
            return unseeded;
        }

        private void fill(String key) throws SQLException {
            SeededTable table = tables.get(key);
            if (table == null || !begun.add(key) || hasRows(table)) {
                return;
            }
            List<SeededColumn> columns = sql.columns(statement, table);
            for (SeededColumn column : columns) {
                if (column.parent().isPresent()) {
                    fill(column.parent().get().table());
                }
            }
            for (int row = 1; row <= ROWS; row++) {
                try {
                    statement.execute(insert(table, columns, row));
                } catch (SQLException refused) {
                    if (row == 1) {
                        unseeded.add(new Unseeded(table.name(), reason(refused)));
                        return;
                    }
                }
            }
        }

        private boolean hasRows(SeededTable table) throws SQLException {
            String first = "SELECT 1 FROM %s LIMIT 1".formatted(table.name());
            try (ResultSet row = statement.executeQuery(first)) {
                return row.next();
            }
        }

        private String insert(SeededTable table, List<SeededColumn> columns, int row) {
            if (columns.isEmpty()) {
                return sql.row(table);
            }
            return "INSERT INTO %s (%s) VALUES (%s)"
                    .formatted(
                            table.name(),
                            joined(columns, SeededColumn::name),
                            joined(columns, column -> value(column, row)));
        }

        private static String joined(
                List<SeededColumn> columns, Function<SeededColumn, String> text) {
            return columns.stream().map(text).collect(Collectors.joining(", "));
        }

        private String value(SeededColumn column, int row) {
            return column.parent()
                    .flatMap(parent -> ofParent(parent, row))
                    .orElseGet(() -> column.value().apply(row));
        }

        private Optional<String> ofParent(SeededColumn.Parent parent, int row) {
            return Optional.ofNullable(tables.get(parent.table()))
                    .map(
                            table ->
                                    "(SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %s)"
                                            .formatted(parent.column(), table.name(), row - 1));
        }

        private static String reason(SQLException refused) {
            return String.valueOf(refused.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceFirst("^(?:ERROR: |\\(conn=[0-9]+\\) )", "");
        }
    }
}
