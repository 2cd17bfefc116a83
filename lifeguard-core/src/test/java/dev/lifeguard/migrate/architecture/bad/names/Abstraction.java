package dev.lifeguard.migrate.architecture.bad.names;

/** Only begins like one. */
final class Abstraction {}
