package dev.lifeguard.migrate.architecture.bad.printing.engine;

/** Reads a property. */
final class PrintsNothing {

    static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
