package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.plan.Plan.PlanStep;
import java.util.Locale;

/** Says what of a run was kept, where it stopped. */
final class KeptState {

    private final PlanStep step;
    private final int before;
    private final int together;

    /** With the number of migrations that the run finished before this one. */
    KeptState(PlanStep step, int before) {
        this(Group.alone(step), before);
    }

    /** With the number of those that it finished before the transaction that this one is in. */
    KeptState(Group group, int before) {
        this.step = group.step();
        this.before = before;
        this.together = group.index();
    }

    String rolledBack() {
        String others =
                switch (together) {
                    case 0 -> "";
                    case 1 -> ", with the migration before it in the same transaction";
                    default ->
                            ", with the %s migrations before it in the same transaction"
                                    .formatted(together);
                };
        if (before == 0) {
            return "Nothing was changed: the transaction was rolled back" + others + ".";
        }
        return "Nothing of it was kept: the transaction was rolled back%s. %s"
                .formatted(others, earlier());
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
        String place = together == 0 ? "before it" : "before that transaction";
        return before == 1
                ? "The migration %s stays %s.".formatted(place, done)
                : "The %s migrations %s stay %s.".formatted(before, place, done);
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
