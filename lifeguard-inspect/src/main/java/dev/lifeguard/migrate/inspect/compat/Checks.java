package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found so far; the same of a statement is told once. */
final class Checks {

    private final Baseline baseline;
    private final SchemaState before;
    private final ImpliedConditions implied;
    private final ViewTargets views;
    private final List<CompatFinding> findings = new ArrayList<>();
    private final Set<List<String>> told = new HashSet<>();

    Checks(Baseline baseline, SchemaState before, ImpliedConditions implied, ViewTargets views) {
        this.baseline = baseline;
        this.before = before;
        this.implied = implied;
        this.views = views;
    }

    Baseline baseline() {
        return baseline;
    }

    Change changeTo(SchemaState now, RefusedDefaults defaults) {
        return new Change(before, now, implied, defaults, views);
    }

    void add(PlanStep step, CheckedStatement statement, List<Said> said) {
        String given = statement.statement().given();
        for (Said each : said) {
            if (told.add(List.of(given, each.reason()))) {
                findings.add(
                        new CompatFinding(
                                each.level(),
                                given,
                                step.version(),
                                step.name(),
                                step.fileName(),
                                each.reason()));
            }
        }
    }

    CompatReport report(GivenStatements statements, int migrations) {
        List<NotAnalysed> notAnalysed = new ArrayList<>(statements.unreadable());
        notAnalysed.addAll(baseline.notAnalysed());
        return new CompatReport(statements.count(), migrations, findings, notAnalysed);
    }
}
