package dev.lifeguard.migrate.architecture.bad.statics;

/** Has a variable that all share. */
final class CountsCalls {

    static int calls;
}
