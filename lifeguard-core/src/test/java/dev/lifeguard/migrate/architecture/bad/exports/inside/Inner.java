package dev.lifeguard.migrate.architecture.bad.exports.inside;

/** Public for the packages beside it, and not exported. */
public final class Inner {}
