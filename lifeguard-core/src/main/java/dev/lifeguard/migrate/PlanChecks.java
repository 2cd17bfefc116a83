package dev.lifeguard.migrate;

import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.planning.PlannedRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the user's checks look at a plan, where it has steps. */
final class PlanChecks {

    private static final String UNCHANGED = "Nothing was changed.";

    private final List<PlanCheck> checks;

    PlanChecks(List<PlanCheck> checks) {
        this.checks = checks;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return checks.isEmpty();
    }

    /** The plan with what they found: what is an error refuses it, what is a warning is told. */
    PlannedRun checked(PlannedRun plan) {
        if (checks.isEmpty() || plan.isEmpty()) {
            return plan;
        }
        List<Finding> findings = new ArrayList<>();
        for (PlanCheck check : checks) {
            findings.addAll(findings(check, plan));
        }
        return plan.found(findings);
    }

    private static List<Finding> findings(PlanCheck check, PlannedRun plan) {
        try {
            List<Finding> findings = given(check.check(plan), check, "its findings");
            findings.forEach(finding -> given(finding, check, "a finding"));
            return findings;
        } catch (RuntimeException thrown) {
            throw ApplicationFailure.of("The check", check, thrown, UNCHANGED);
        }
    }

    private static <T> T given(@Nullable T value, PlanCheck check, String instead) {
        return ApplicationFailure.given(value, "The check", check, instead, UNCHANGED);
    }
}
