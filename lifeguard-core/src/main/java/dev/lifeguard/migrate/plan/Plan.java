package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;

/**
 * What a run does, in this order, unless a problem forbids it.
 *
 * @param direction which way
 * @param steps the migrations that run, in their order
 * @param refusals the problems that forbid the run
 * @param status what there is before the run
 */
public record Plan(
        Direction direction, List<PlanStep> steps, List<Problem> refusals, MigrationStatus status) {

    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Refuses what must not run.
     *
     * @throws ValidationException with all the problems that forbid it
     */
    public void requireRunnable() {
        refuse(refusals);
    }

    /**
     * Refuses any problem at all, also one that a run could live with.
     *
     * @throws ValidationException with all problems
     */
    public void requireValid() {
        refuse(status.problems());
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<ErrorDetail> details = problems.stream().map(Problem::detail).toList();
            throw new ValidationException(details);
        }
    }
}
