package dev.lifeguard.migrate.plan;

import java.util.List;

/**
 * A check of the user's own, which may refuse a plan before anything runs; an extension point.
 *
 * <p>It is asked where a plan is made, by {@code plan}, {@code validate} and a run that has work;
 * there it is before the lock, and again under the lock only where the history changed meanwhile.
 * Several threads may ask it at once where they use one migrator. What it throws ends the call like
 * a finding of level error would.
 */
@FunctionalInterface
public interface PlanCheck {

    /**
     * Looks at a plan that has at least one step; {@code validate} shows what is pending, without
     * migrations in Java.
     *
     * @return a finding of level {@link Finding.Level#ERROR} refuses the run, a {@link
     *     Finding.Level#WARNING} is told like other warnings
     */
    List<Finding> check(Plan plan);
}
