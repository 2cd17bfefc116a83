package dev.lifeguard.migrate.cli.lint;

import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;

/**
 * Findings as commands to a workflow of GitHub's, a line each, which it shows at the lines that
 * they are about.
 *
 * <p>Source: GitHub's documentation, "Workflow commands for GitHub Actions"; its toolkit escapes
 * the same characters (packages/core/src/command.ts).
 */
public final class GithubAnnotations {

    private GithubAnnotations() {}

    /** All of them; empty where there is none. */
    public static String of(LintedFiles linted) {
        StringBuilder lines = new StringBuilder();
        for (PlacedFinding placed : linted.findings()) {
            LintFinding finding = placed.finding();
            lines.append(
                    "::%s file=%s,line=%s,col=%s,title=%s::%s\n"
                            .formatted(
                                    command(finding.level()),
                                    property(RepositoryPath.of(placed.path())),
                                    finding.line(),
                                    finding.column(),
                                    property(title(finding)),
                                    data(message(finding))));
        }
        return lines.toString();
    }

    private static String command(LintLevel level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String title(LintFinding finding) {
        return "%s (%s)".formatted(finding.rule().ruleName(), finding.rule().code());
    }

    private static String message(LintFinding finding) {
        return finding.safeWay().isEmpty()
                ? finding.message()
                : "%s\nSafe way:\n%s".formatted(finding.message(), finding.safeWay());
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
