package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.inspect.compat.CompatFinding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the pending migrations mean for statements, migration by migration. */
public final class CompatText {

    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private CompatText(Style style) {
        this.style = style;
    }

    /** What is found, and a summary. */
    public static List<String> lines(CompatReport report, Style style) {
        CompatText text = new CompatText(style);
        Map<String, List<CompatFinding>> migrations = new LinkedHashMap<>();
        for (CompatFinding each : report.findings()) {
            migrations.computeIfAbsent(each.label(), fresh -> new ArrayList<>()).add(each);
        }
        migrations.forEach(text::migration);
        if (!report.notAnalysed().isEmpty()) {
            text.lines.add("not analysed");
            report.notAnalysed().forEach(text::unknown);
            text.lines.add("");
        }
        text.lines.add(summary(report));
        return text.lines;
    }

    private void migration(String label, List<CompatFinding> findings) {
        lines.add(label);
        for (CompatFinding finding : findings) {
            String mark =
                    finding.level() == Level.BREAK ? style.red("breaks ") : style.yellow("caution");
            lines.add("  %s  %s".formatted(mark, oneLine(finding.statement())));
            lines.add("           " + finding.reason());
        }
        lines.add("");
    }

    private void unknown(NotAnalysed each) {
        String indent = "  ";
        if (!each.statement().isEmpty()) {
            lines.add(indent + oneLine(each.statement()));
            indent = "    ";
        }
        lines.add(style.dim(indent + each.reason()));
    }

    private static String oneLine(String statement) {
        return statement.strip().replaceAll("\\s+", " ");
    }

    private static String summary(CompatReport report) {
        if (report.migrations() == 0) {
            return "Nothing to look at: no migration is pending.";
        }
        long broken = report.breaks().stream().map(CompatFinding::statement).distinct().count();
        long unknown =
                report.notAnalysed().stream().filter(it -> !it.statement().isEmpty()).count();
        return "%s, %s: %s%s."
                .formatted(
                        Wording.count(report.statements(), "statement"),
                        Wording.count(report.migrations(), "pending migration"),
                        broken == 0 ? "none breaks" : broken + (broken == 1 ? " breaks" : " break"),
                        unknown == 0 ? "" : ", %s not analysed".formatted(unknown));
    }
}
