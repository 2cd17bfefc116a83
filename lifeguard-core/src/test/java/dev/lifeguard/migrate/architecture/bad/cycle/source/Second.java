package dev.lifeguard.migrate.architecture.bad.cycle.source;

import dev.lifeguard.migrate.architecture.bad.cycle.script.Third;

/** Depends on the third. */
public record Second(Third third) {}
