package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.plan.Plan.PlanStep;
import java.util.Locale;

/** Says what of a run was kept, where it stopped. */
final class KeptState {

    private final PlanStep step;
    private final int before;

    /** With the number of migrations that the run finished before this one. */
    KeptState(PlanStep step, int before) {
        this.step = step;
        this.before = before;
    }

    String rolledBack() {
        if (before == 0) {
            return "Nothing was changed: the transaction was rolled back.";
        }
        return "Nothing of it was kept: the transaction was rolled back. %s".formatted(earlier());
    }

    /** A sentence, or nothing when this was the first one. */
    String earlier() {
        if (before == 0) {
            return "";
        }
        String done =
                switch (step.direction()) {
                    case UP -> "applied";
                    case DOWN -> "rolled back";
                };
        return before == 1
                ? "The migration before it stays %s.".formatted(done)
                : "The %d migrations before it stay %s.".formatted(before, done);
    }

    static String inSentence(String label) {
        return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    /** With a capital letter; nothing stays nothing. */
    static String sentence(String clause) {
        return clause.isEmpty()
                ? clause
                : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }
}
