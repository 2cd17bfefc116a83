package dev.lifeguard.migrate.architecture.bad.unknown.stray;

/** Is in a package without a place. */
public final class Stray {}
