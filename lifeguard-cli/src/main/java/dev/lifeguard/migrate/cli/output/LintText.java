package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.lint.PlacedFinding;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintLock;
import dev.lifeguard.migrate.lint.LintReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What lint found, for people. */
final class LintText {

    private static final String INDENT = "  ";

    private static final String EXEMPT =
            "Tables that these migrations make count as empty. To see what locks them when they are"
                    + " full, use --since, a FILE or a database.";

    private LintText() {}

    /** Of a run that goes on they were told as warnings before it began. */
    static List<String> lines(LintSight sight, Style style) {
        if (sight.looked() == LintSight.Looked.AT_RUN) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(findings(sight.linted(), style));
        lines.add(summary(sight.linted(), sight.looked()));
        if (sight.looked() == LintSight.Looked.AT_ALL && sight.linted().report().migrations() > 0) {
            lines.add(EXEMPT);
        }
        return lines;
    }

    private static List<String> findings(LintedFiles linted, Style style) {
        StatementText statements = new StatementText();
        List<String> lines = new ArrayList<>();
        for (PlacedFinding placed : linted.findings()) {
            lines.addAll(finding(placed, statements.lines(placed, style), style));
            lines.add("");
        }
        return lines;
    }

    private static List<String> finding(PlacedFinding placed, List<String> statement, Style style) {
        LintFinding finding = placed.finding();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %s %s (%s)"
                        .formatted(
                                style.bold(placed.place()),
                                colored(finding.level(), style),
                                finding.rule().ruleName(),
                                finding.rule().code()));
        indented(finding.message(), INDENT, lines);
        lines.add("");
        statement.forEach(line -> lines.add(INDENT + line));
        finding.locks().forEach(lock -> lines.add(INDENT + lock(lock)));
        if (!finding.safeWay().isEmpty()) {
            lines.add(INDENT + "Safe way:");
            indented(finding.safeWay(), INDENT + INDENT, lines);
        }
        return lines;
    }

    private static void indented(String text, String indent, List<String> lines) {
        text.lines().forEach(line -> lines.add(line.isEmpty() ? line : indent + line));
    }

    private static String lock(LintLock lock) {
        return "Lock: %s on %s %s; %s."
                .formatted(
                        lock.mode().serverName(),
                        lock.relation(),
                        lock.work().meaning(),
                        lock.mode().meaning());
    }

    private static String colored(LintLevel level, Style style) {
        return switch (level) {
            case ERROR -> style.red(level.word());
            case WARNING -> style.yellow(level.word());
            case INFO -> style.dim(level.word());
        };
    }

    private static String summary(LintedFiles linted, LintSight.Looked looked) {
        LintReport report = linted.report();
        if (report.migrations() == 0) {
            return switch (looked) {
                case AT_ALL -> "There was nothing to look at: no migration is there.";
                case AT_CHOSEN -> "There was nothing to look at: no such migration is there.";
                case AT_PENDING, AT_RUN, AT_REFUSED ->
                        "There was nothing to look at: no migration is pending.";
            };
        }
        String where =
                "in %s of %s"
                        .formatted(
                                Wording.count(report.statements(), "statement"),
                                Wording.count(
                                        report.migrations(),
                                        looked == LintSight.Looked.AT_PENDING
                                                ? "pending migration"
                                                : "migration"));
        if (linted.findings().isEmpty()) {
            return "Nothing found %s.".formatted(where);
        }
        String found =
                "%s %s: %s."
                        .formatted(
                                Wording.count(linted.findings().size(), "finding"),
                                where,
                                counts(linted));
        return looked == LintSight.Looked.AT_REFUSED
                ? found
                        + " Nothing was changed: with --lint error, up does not start where one is"
                        + " an error."
                : found;
    }

    private static String counts(LintedFiles linted) {
        return Arrays.stream(LintLevel.values())
                .sorted(Comparator.reverseOrder())
                .filter(level -> linted.count(level) > 0)
                .map(level -> Wording.count(linted.count(level), noun(level)))
                .collect(Collectors.joining(", "));
    }

    private static String noun(LintLevel level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "remark";
        };
    }
}
