package dev.lifeguard.migrate.architecture.bad.cycle.error;

/** Depends on nothing. */
final class Fourth {}
