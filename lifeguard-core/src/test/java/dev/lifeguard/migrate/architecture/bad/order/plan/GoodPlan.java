package dev.lifeguard.migrate.architecture.bad.order.plan;

import dev.lifeguard.migrate.architecture.bad.order.error.GoodError;

/** Depends on a package above. */
public record GoodPlan(GoodError error) {}
