package dev.lifeguard.migrate.cli.output;

import java.io.PrintStream;

/** A line for each thing that begins, where lines cannot be written over. */
final class PlainLines implements StatusLine {

    private final PrintStream err;

    PlainLines(PrintStream err) {
        this.err = err;
    }

    @Override
    public void show(String what) {
        err.println(what);
        err.flush();
    }

    @Override
    public void detail(String more) {
        // A line for each statement would be a log.
    }

    @Override
    public void clear() {
        // What is printed stays.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
