package dev.lifeguard.migrate.architecture.bad.order;

/** What stands below everything. */
public final class Root {}
