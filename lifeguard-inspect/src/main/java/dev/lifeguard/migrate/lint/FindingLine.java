package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Place;

/** A finding for a log: its place, what is wrong, the safe way, and the rule in brackets. */
public final class FindingLine {

    private FindingLine() {}

    /** Its text, which has as many lines as the safe way needs. */
    public static String of(LintFinding finding) {
        return finding(finding, Finding.Level.INFO).toString();
    }

    /** The same for a plan. */
    static Finding finding(LintFinding finding, Finding.Level level) {
        Finding told =
                Finding.of(finding.rule().ruleName(), level, finding.message())
                        .at(new Place(finding.file(), finding.line(), finding.column()));
        return finding.safeWay().isEmpty()
                ? told
                : told.withSafeWay("Safe way: " + finding.safeWay());
    }
}
