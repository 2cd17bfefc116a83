package dev.lifeguard.migrate.cli.output;

import java.io.PrintStream;
import java.time.Duration;

/** A line for each thing that begins, where lines cannot be written over. */
final class PlainLines implements StatusLine {

    private static final long BETWEEN = Duration.ofSeconds(10).toNanos();

    private final PrintStream err;
    private long last = System.nanoTime();

    PlainLines(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void show(String what) {
        err.println(what);
        err.flush();
        last = System.nanoTime();
    }

    @Override
    public void detail(String more) {
        // A line for each statement would be a log.
    }

    /** Every ten seconds: a line for each batch would be a log, too. */
    @Override
    public synchronized void replace(String further) {
        long now = System.nanoTime();
        if (now - last > BETWEEN) {
            show(further);
        }
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
