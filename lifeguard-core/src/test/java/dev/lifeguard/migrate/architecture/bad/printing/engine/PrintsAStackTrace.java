package dev.lifeguard.migrate.architecture.bad.printing.engine;

/** Prints where it failed. */
final class PrintsAStackTrace {

    static void print(IllegalStateException failure) {
        failure.printStackTrace();
    }
}
