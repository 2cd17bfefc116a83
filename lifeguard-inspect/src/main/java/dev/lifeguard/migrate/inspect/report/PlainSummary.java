package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A report as HTML without a script, for where none runs: mail programs, and servers of builds that
 * allow none. The page takes it away as soon as its own script runs.
 */
final class PlainSummary {

    /** How many migrations are listed, the newest first. */
    private static final int MOST = 200;

    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private final StringBuilder html = new StringBuilder();

    private PlainSummary() {}

    static String of(Report report) {
        PlainSummary plain = new PlainSummary();
        MigrationStatus status = report.status();
        plain.html.append(
                "<p>%s applied, %s pending, %s problems.</p>\n"
                        .formatted(
                                status.applied().size(),
                                status.pending().size(),
                                status.problems().size()));
        plain.list("Problems", status.problems().stream().map(PlainSummary::problem).toList());
        plain.list(
                "Pending",
                status.pending().stream()
                        .map(it -> it.version().label(it.name()))
                        .limit(MOST)
                        .toList());
        plain.applied(report);
        plain.html.append(
                "<p>Everything else on this page needs its own script, which does not run here."
                        + " Save the file and open it in a browser.</p>\n");
        return plain.html.toString();
    }

    private static String problem(Problem problem) {
        return "%s %s".formatted(problem.kind().code(), ReportJson.cut(problem.detail().message()));
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            html.append("<h2>").append(title).append("</h2>\n<ul>\n");
            lines.forEach(line -> html.append("<li>").append(escaped(line)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private void applied(Report report) {
        List<MigrationRecord> all = report.status().applied().reversed();
        if (all.isEmpty()) {
            return;
        }
        html.append("<h2>Applied</h2>\n<table>\n<tr><th scope=\"col\">Migration</th>")
                .append("<th scope=\"col\">At</th><th scope=\"col\">By</th></tr>\n");
        all.stream().limit(MOST).forEach(record -> row(report, record));
        html.append("</table>\n");
        if (all.size() > MOST) {
            html.append("<p>And %s older ones.</p>\n".formatted(all.size() - MOST));
        }
    }

    private void row(Report report, MigrationRecord record) {
        html.append("<tr><td>")
                .append(escaped(ReportJson.cut(record.label())))
                .append("</td><td>")
                .append(record.appliedAt())
                .append("</td><td>")
                .append(
                        escaped(
                                report.appliedBy()
                                        .getOrDefault(record.version().number(), "not recorded")))
                .append("</td></tr>\n");
    }

    /** A text as it stands in HTML, in an element or an attribute, with all that it holds seen. */
    static String escaped(String text) {
        return UNSEEN.matcher(text)
                .replaceAll(
                        it -> String.format(Locale.ROOT, "\\\\u%04x", it.group().codePointAt(0)))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
