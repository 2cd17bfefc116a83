package dev.lifeguard.migrate.architecture.bad.budget.inside;

/** Is not exported. */
public final class Three {}
