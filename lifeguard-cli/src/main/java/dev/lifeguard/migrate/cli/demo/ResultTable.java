package dev.lifeguard.migrate.cli.demo;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query below the names of their columns, numbers on the right. */
final class ResultTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();

    private ResultTable() {}

    static ResultTable of(ResultSet result) throws SQLException {
        ResultTable table = new ResultTable();
        ResultSetMetaData columns = result.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
            table.numbers.add(columns.getColumnType(column) == Types.NUMERIC);
        }
        table.rows.add(names);
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= names.size(); column++) {
                String value = result.getString(column);
                row.add(value == null ? "" : value);
            }
            table.rows.add(row);
        }
        return table;
    }

    /** The lines, without spaces at their ends. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String space = " ".repeat(width(column) - cell.length());
            line.append(numbers.get(column) ? space + cell : cell + space).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
