package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * Which problems keep a run from beginning.
 *
 * @param problems all of them
 * @param resumable those of them that {@code up} goes on with
 * @param hooks what is wrong with those around a migration
 */
record Refusals(
        List<PlanProblem> problems,
        List<PlanProblem> resumable,
        List<? extends PlanProblem> hooks) {

    /** Everything but what {@code up} itself goes on with. */
    List<PlanProblem> ofUp() {
        List<PlanProblem> refusals = new ArrayList<>(problems);
        refusals.removeAll(resumable);
        return refusals;
    }

    /** What makes the way back doubtful, whichever migrations it concerns. */
    List<PlanProblem> ofDown() {
        List<PlanProblem> refusals = new ArrayList<>();
        problems.stream().filter(Refusals::forbidsDown).forEach(refusals::add);
        refusals.addAll(hooks);
        return refusals;
    }

    private static boolean forbidsDown(PlanProblem problem) {
        return switch (problem) {
            case PlanProblem.Edited edited -> true;
            case PlanProblem.Unusable unusable ->
                    unusable.detail().kind() != ErrorKind.INVALID_SCRIPT;
            case PlanProblem.PartWay partWay when partWay.record().repeatable() -> false;
            case PlanProblem.PartWay partWay ->
                    partWay.record()
                            .partial()
                            .filter(progress -> progress.direction() == Direction.DOWN)
                            .isEmpty();
            case PlanProblem.Missing missing -> false;
            case PlanProblem.OtherLayout other -> true;
            case SquashProblem.BehindBaseline behind -> true;
            case SquashProblem.SquashedOther other -> true;
            case SquashProblem.UnfinishedBatches unfinished -> false;
            case PlanProblem.NoWayBack none -> false;
            case PlanProblem.OlderThanApplied older -> false;
            case PlanProblem.Irreversible irreversible -> false;
            case PlanProblem.Forbidden forbidden -> false;
        };
    }
}
