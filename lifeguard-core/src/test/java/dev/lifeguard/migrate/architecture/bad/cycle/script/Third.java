package dev.lifeguard.migrate.architecture.bad.cycle.script;

import dev.lifeguard.migrate.architecture.bad.cycle.plan.First;

/** Depends on the first. */
public interface Third {

    /** Closes the circle. */
    First first();
}
