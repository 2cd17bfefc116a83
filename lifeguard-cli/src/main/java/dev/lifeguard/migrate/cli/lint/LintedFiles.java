package dev.lifeguard.migrate.cli.lint;

import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintReport;
import java.util.List;

/**
 * What was found, in which files.
 *
 * @param findings those of the report, in its order
 */
public record LintedFiles(LintReport report, List<PlacedFinding> findings) {

    /** Copies the list. */
    public LintedFiles {
        findings = List.copyOf(findings);
    }

    /** Of a report, whose files some places know. */
    public static LintedFiles of(LintReport report, FilePlaces places) {
        return new LintedFiles(
                report,
                report.findings().stream().map(finding -> placed(finding, places)).toList());
    }

    private static PlacedFinding placed(LintFinding finding, FilePlaces places) {
        return new PlacedFinding(
                finding,
                places.named(finding.file()),
                places.path(finding.file()),
                places.isLoose(finding.file()));
    }

    /** How many there are of a level. */
    public long count(LintLevel level) {
        return findings.stream().filter(it -> it.finding().level() == level).count();
    }
}
