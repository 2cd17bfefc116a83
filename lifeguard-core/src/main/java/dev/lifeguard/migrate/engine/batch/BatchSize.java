package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.script.BatchTerms;
import java.time.Duration;

/**
 * How many rows the next batch takes, by what the last one took: at most 1.2 times as many, at
 * least half, and never less than one. One that ran into a limit of time is halved.
 */
final class BatchSize {

    private static final double MOST_GROWTH = 1.2;
    private static final double LEAST = 0.5;

    private final int most;
    private final Duration target;

    BatchSize(BatchTerms terms) {
        this.most = terms.sizes().most();
        this.target = terms.pace().target();
    }

    /** Behind a batch of that size, which took that long. */
    int after(int size, Duration took) {
        double ratio = (double) target.toNanos() / Math.max(1, took.toNanos());
        double factor = Math.clamp(ratio, LEAST, MOST_GROWTH);
        // A size of less than five would never grow otherwise.
        double next = factor > 1 ? Math.ceil(size * factor) : Math.floor(size * factor);
        return (int) Math.clamp(next, 1, most);
    }

    /** Behind one that was rolled back for the time that it took. */
    static int halved(int size) {
        return Math.max(1, size / 2);
    }
}
