package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.lint.PlacedFinding;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.lint.LintFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a statement as its file has them, with a mark under a place in it. */
final class StatementText {

    /** Of a long statement those around the place are shown. */
    private static final int ABOVE = 3;

    private static final int BELOW = 4;
    private static final String LEFT_OUT = "…";

    private final Map<Path, List<String>> files = new HashMap<>();

    /** Nothing where the file cannot be read any more. */
    List<String> lines(PlacedFinding placed, Style style) {
        List<String> file = files.computeIfAbsent(placed.path(), StatementText::read);
        LintFinding finding = placed.finding();
        int line = finding.line();
        if (line > file.size()) {
            return List.of();
        }
        int first = first(file, finding);
        int last = Math.max(line, first + count(finding) - 1);
        int from = Math.max(first, line - ABOVE);
        int to = Math.min(Math.min(last, line + BELOW), file.size());
        int width = Integer.toString(to).length();
        List<String> lines = new ArrayList<>();
        if (from > first) {
            lines.add(LEFT_OUT);
        }
        for (int at = from; at <= to; at++) {
            String text = file.get(at - 1);
            lines.add(style.dim("%s | ".formatted(padded(at, width))) + text);
            if (at == line) {
                lines.add(
                        style.dim(" ".repeat(width) + " | ")
                                + before(text, finding.column())
                                + style.red("^"));
            }
        }
        if (to < last) {
            lines.add(LEFT_OUT);
        }
        return lines;
    }

    private static List<String> read(Path path) {
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static int count(LintFinding finding) {
        return (int) finding.statement().lines().count();
    }

    /** The line in which the statement begins, where the place is in it. */
    private static int first(List<String> file, LintFinding finding) {
        String first = finding.statement().lines().findFirst().orElse("");
        if (first.isEmpty()) {
            return finding.line();
        }
        for (int back = 0; back < count(finding) && back < finding.line(); back++) {
            int line = finding.line() - back;
            if (file.get(line - 1).stripTrailing().endsWith(first.stripTrailing())
                    || (count(finding) == 1 && file.get(line - 1).contains(first))) {
                return line;
            }
        }
        return finding.line();
    }

    /** Blanks as wide as what is before a place; a tab stays one. */
    private static String before(String text, int column) {
        int end = Math.min(column - 1, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, end)).replaceAll("[^\\t]", " ");
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return " ".repeat(width - digits.length()) + digits;
    }
}
