package dev.lifeguard.migrate.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows in columns, as wide as their widest cell, with two spaces between them. */
final class TextTable {

    /** Which side of its column a cell stands at. */
    enum Side {
        LEFT,
        RIGHT
    }

    /** A cell, and how it is coloured once its width is known. */
    record Cell(String text, UnaryOperator<String> color) {

        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }

        /** One line always: a name that holds a line break would look like a row of its own. */
        Cell {
            text = text.replace("\n", "\\u000a");
        }

        private int width() {
            return text.codePointCount(0, text.length());
        }
    }

    private static final String GAP = "  ";

    private final List<Side> sides;
    private final List<List<Cell>> rows = new ArrayList<>();

    TextTable(Side... sides) {
        this.sides = List.of(sides);
    }

    /** Adds a row that has no more cells than there are columns. */
    TextTable row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Adds a row of plain cells. */
    TextTable row(String... cells) {
        rows.add(List.of(cells).stream().map(Cell::of).toList());
        return this;
    }

    /** The lines, without spaces at their ends. */
    List<String> lines() {
        int[] widths = new int[sides.size()];
        for (List<Cell> row : rows) {
            for (int at = 0; at < row.size(); at++) {
                widths[at] = Math.max(widths[at], row.get(at).width());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int last = row.size() - 1;
        while (last > 0 && row.get(last).text().isEmpty()) {
            last--;
        }
        for (int at = 0; at <= last; at++) {
            Cell cell = row.get(at);
            String space = " ".repeat(widths[at] - cell.width());
            String colored = cell.color().apply(cell.text());
            if (sides.get(at) == Side.RIGHT) {
                line.append(space).append(colored);
            } else {
                line.append(colored).append(at == last ? "" : space);
            }
            line.append(at == last ? "" : GAP);
        }
        return line.toString();
    }
}
