package dev.lifeguard.migrate.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A line of a script, with a caret under a place in it, as messages show it. */
final class Excerpt {

    private static final int WIDTH = 96;
    private static final int BEFORE_CARET = 64;

    /** A dump's line may be as long as its file. */
    private static final int LONGEST_LINE = 10_000;

    private Excerpt() {}

    /** Two lines, each with a line end before it; empty for a place outside the statement. */
    static String of(SqlStatement statement, Position place) {
        return of(line(statement, place.line()), place.line(), place.column());
    }

    /**
     * The same of a file; empty where the place is none in it, or far to the right.
     *
     * @param line from 1
     * @param column from 1, in code points
     * @throws IOException if the file cannot be read any more
     */
    static String of(ScriptContent file, int line, int column) throws IOException {
        if (column > LONGEST_LINE) {
            return "";
        }
        String whole = line(file, line - file.firstLine() + 1);
        // A file with a NUL in its line is no text, or none in UTF-8.
        return whole.indexOf('\0') >= 0 ? "" : of(whole, line, column);
    }

    private static String of(String whole, int number, int column) {
        String line = whole.replace('\t', ' ');
        int at = column - 1;
        int from = Math.max(0, at - BEFORE_CARET);
        int length = line.codePointCount(0, line.length());
        if (at > length) {
            return "";
        }
        int to = Math.min(length, from + WIDTH);
        String cut =
                line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to));
        String gutter = "  %s | ".formatted(number);
        String left = from > 0 ? "…" : "";
        String right = to < length ? "…" : "";
        return "\n%s%s%s%s\n%s| %s^"
                .formatted(
                        gutter,
                        left,
                        cut.stripTrailing(),
                        right,
                        " ".repeat(gutter.length() - 2),
                        " ".repeat(at - from + left.length()));
    }

    /** A whole line of the file, as far as it belongs to the statement. */
    private static String line(SqlStatement statement, int number) {
        String[] lines = statement.written().split("\r\n|\r|\n", -1);
        int index = number - statement.start().line();
        if (index < 0 || index >= lines.length) {
            return "";
        }
        String indent = index == 0 ? " ".repeat(statement.start().column() - 1) : "";
        return indent + lines[index];
    }

    /** What is no UTF-8 in it is shown as U+FFFD. */
    private static String line(ScriptContent file, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        try (Reader text =
                new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
            int at = 1;
            boolean afterReturn = false;
            for (int next = text.read(); next >= 0 && at <= number; next = text.read()) {
                boolean ends = next == '\r' || (next == '\n' && !afterReturn);
                boolean content = next != '\r' && next != '\n' && next != '\uFEFF';
                afterReturn = next == '\r';
                if (ends) {
                    at++;
                } else if (content && at == number && line.length() <= LONGEST_LINE + WIDTH) {
                    line.append((char) next);
                }
            }
        }
        return line.toString();
    }
}
