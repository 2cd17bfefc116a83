package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;

/** The line of a statement that failed, with a caret under the place. */
final class Excerpt {

    private static final int WIDTH = 96;
    private static final int BEFORE_CARET = 64;

    private Excerpt() {}

    /** Two lines, each with a line end before it. */
    static String of(SqlStatement statement, Position place) {
        String line = line(statement, place.line());
        int column = place.column() - 1;
        int from = Math.max(0, column - BEFORE_CARET);
        int length = line.codePointCount(0, line.length());
        if (column > length) {
            return "";
        }
        int to = Math.min(length, from + WIDTH);
        String cut =
                line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to));
        String gutter = "  %s | ".formatted(place.line());
        String left = from > 0 ? "…" : "";
        String right = to < length ? "…" : "";
        return "\n%s%s%s%s\n%s| %s^"
                .formatted(
                        gutter,
                        left,
                        cut.stripTrailing(),
                        right,
                        " ".repeat(gutter.length() - 2),
                        " ".repeat(column - from + left.length()));
    }

    /** A whole line of the file, as far as it belongs to the statement, tabs as single blanks. */
    private static String line(SqlStatement statement, int number) {
        String[] lines = statement.written().split("\r\n|\r|\n", -1);
        int index = number - statement.start().line();
        if (index < 0 || index >= lines.length) {
            return "";
        }
        String indent = index == 0 ? " ".repeat(statement.start().column() - 1) : "";
        return (indent + lines[index]).replace('\t', ' ');
    }
}
