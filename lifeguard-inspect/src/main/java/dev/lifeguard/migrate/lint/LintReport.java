package dev.lifeguard.migrate.lint;

import java.util.List;

/**
 * What was found, and in how much.
 *
 * @param findings in the order of the migrations and of their lines
 * @param migrations how many were looked at
 * @param statements how many statements they have
 */
public record LintReport(List<LintFinding> findings, int migrations, int statements) {

    /** Copies the list. */
    public LintReport {
        findings = List.copyOf(findings);
    }

    /** Whether one of them is an error. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.level() == LintLevel.ERROR);
    }
}
