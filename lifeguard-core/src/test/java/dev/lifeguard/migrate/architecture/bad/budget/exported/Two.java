package dev.lifeguard.migrate.architecture.bad.budget.exported;

/** The second. */
public interface Two {}
