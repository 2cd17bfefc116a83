package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has lint look at what a run would do, before it takes the lock.
 *
 * <p>It keeps what it found last. Used by one run.
 */
public final class LintCheck implements PlanCheck {

    private final Lint lint;
    private final Supplier<MigrationCatalog> catalog;
    private final ScriptRules rules;
    private final Refusal refusal;
    private final Predicate<Script> included;
    private volatile LintReport report = new LintReport(List.of(), 0, 0);
    private volatile List<PendingMigration> pending = List.of();

    /** What becomes of a run with a finding of level error. */
    public enum Refusal {
        /** It goes on, and all findings are warnings. */
        NEVER,
        /** It is refused. */
        OF_ERRORS
    }

    /**
     * A check of the migrations of a catalog.
     *
     * @param catalog all migrations, those too that are applied; read when there is work
     * @param rules how scripts are read
     * @param included which of them are looked at, where they run
     */
    public LintCheck(
            Lint lint,
            Supplier<MigrationCatalog> catalog,
            ScriptRules rules,
            Refusal refusal,
            Predicate<Script> included) {
        this.lint = lint;
        this.catalog = catalog;
        this.rules = rules;
        this.refusal = refusal;
        this.included = included;
    }

    @Override
    public List<Finding> check(Plan plan) {
        Set<MigrationVersion> versions =
                plan.steps().stream().map(PlanStep::version).collect(Collectors.toSet());
        LintReport found =
                lint.knowing(plan.status())
                        .look(
                                catalog.get(),
                                rules,
                                script ->
                                        versions.contains(script.version())
                                                && included.test(script));
        report = found;
        pending = plan.status().pending();
        return found.findings().stream()
                .filter(finding -> !refuses() || finding.level() == LintLevel.ERROR)
                .map(finding -> FindingLine.finding(finding, level(finding.level())))
                .toList();
    }

    /** What was found; nothing where there was no work to look at. */
    public LintReport report() {
        return report;
    }

    /** What was pending then. */
    public List<PendingMigration> pending() {
        return pending;
    }

    /** Whether what was found refuses the run. */
    public boolean refuses() {
        return refusal == Refusal.OF_ERRORS && report.hasErrors();
    }

    private Finding.Level level(LintLevel level) {
        return switch (level) {
            case ERROR ->
                    switch (refusal) {
                        case NEVER -> Finding.Level.WARNING;
                        case OF_ERRORS -> Finding.Level.ERROR;
                    };
            case WARNING -> Finding.Level.WARNING;
            case INFO -> Finding.Level.INFO;
        };
    }
}
