package dev.lifeguard.migrate.architecture.bad.names;

/** Holds a name without a meaning. */
final class Count {

    static final class NestedHelper {}
}
