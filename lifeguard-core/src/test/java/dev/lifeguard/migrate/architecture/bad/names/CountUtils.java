package dev.lifeguard.migrate.architecture.bad.names;

/** Says nothing of what it is. */
final class CountUtils {}
