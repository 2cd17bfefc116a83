package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration's place among those that share a transaction; most have one of their own.
 *
 * @param steps all that share it
 * @param index the place, from 0
 */
public record Group(List<PlannedStep> steps, int index) {

    /** The migrations that run in the next transaction, or the one that has none. */
    public static List<PlannedStep> from(List<PlannedStep> steps, int first, Grouping grouping) {
        int end = first + 1;
        if (grouping == Grouping.ALL && isWhole(steps.get(first))) {
            while (end < steps.size() && isWhole(steps.get(end))) {
                end++;
            }
        }
        return steps.subList(first, end);
    }

    private static boolean isWhole(PlannedStep step) {
        return step.direction() == Direction.UP && step.transactionMode() == TransactionMode.WHOLE;
    }

    /** A migration with a transaction of its own. */
    public static Group alone(PlannedStep step) {
        return new Group(List.of(step), 0);
    }

    public PlannedStep step() {
        return steps.get(index);
    }

    public boolean isFirst() {
        return index == 0;
    }

    public boolean isLast() {
        return index == steps.size() - 1;
    }

    public boolean isShared() {
        return steps.size() > 1;
    }

    /** The version before it in the transaction. */
    @Nullable Long previous() {
        return isFirst() ? null : steps.get(index - 1).version().number();
    }
}
