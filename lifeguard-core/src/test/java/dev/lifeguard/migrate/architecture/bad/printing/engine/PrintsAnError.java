package dev.lifeguard.migrate.architecture.bad.printing.engine;

import java.io.PrintStream;

/** Hands out the error stream. */
final class PrintsAnError {

    static PrintStream stream() {
        return System.err;
    }
}
