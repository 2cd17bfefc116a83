package dev.lifeguard.migrate.architecture.bad.cycle.plan;

import dev.lifeguard.migrate.architecture.bad.cycle.source.Second;

/** Depends on the second. */
public record First(Second second) {}
