package dev.lifeguard.migrate.architecture.bad.order.plan;

import dev.lifeguard.migrate.architecture.bad.order.Root;

/** Depends on the package below all others. */
public record PlanThatKnowsTheRoot(Root root) {}
