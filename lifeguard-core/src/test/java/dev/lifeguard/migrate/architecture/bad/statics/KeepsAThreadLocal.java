package dev.lifeguard.migrate.architecture.bad.statics;

/** Has a value a thread. */
final class KeepsAThreadLocal {

    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
}
