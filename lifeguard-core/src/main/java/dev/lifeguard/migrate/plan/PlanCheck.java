package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import java.util.List;

/** A check of the user's own that may refuse a plan before anything runs; an extension point. */
@FunctionalInterface
public interface PlanCheck {

    /** Looks at the plan that is about to run; each fault that it returns refuses the plan. */
    List<ErrorDetail> check(Plan plan);
}
