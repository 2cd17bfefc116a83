package dev.lifeguard.migrate.architecture.bad.statics;

/** Is one object for all, with a variable. */
final class KeepsItself {

    static final KeepsItself ONE = new KeepsItself();

    int calls;
}
