package dev.lifeguard.migrate.batch;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be run of migrations with batches, and how. Immutable.
 *
 * @param version the number of the only one; empty for all that run in the background
 * @param workers how many connections run batches at once, from 1 on
 * @param beginning where it begins
 * @param progress hears how far one is behind each batch, from any of the workers
 */
public record BatchRun(
        Optional<Long> version,
        int workers,
        Beginning beginning,
        Consumer<? super BatchStatus> progress) {

    private static final int MOST_WORKERS = 64;

    /** Checks the number of workers. */
    public BatchRun {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "%s workers; there can be 1 to %s".formatted(workers, MOST_WORKERS));
        }
    }

    /** Where a run begins. */
    public enum Beginning {
        /** Behind the last batch that was committed. */
        WHERE_IT_STOPPED,
        /** At the first row, whatever was done before. */
        ANEW
    }

    /** All that run in the background, one after the other, each on one connection. */
    public static BatchRun all() {
        return new BatchRun(Optional.empty(), 1, Beginning.WHERE_IT_STOPPED, status -> {});
    }

    /** One, by the number of its version. */
    public static BatchRun of(long version) {
        return new BatchRun(Optional.of(version), 1, Beginning.WHERE_IT_STOPPED, status -> {});
    }

    /** The same on several connections, where the keys can be divided. */
    public BatchRun workers(int count) {
        return new BatchRun(version, count, beginning, progress);
    }

    /** The same from the first row on. */
    public BatchRun anew() {
        return new BatchRun(version, workers, Beginning.ANEW, progress);
    }

    /** The same, and somebody hears of it. */
    public BatchRun telling(Consumer<? super BatchStatus> listener) {
        return new BatchRun(version, workers, beginning, listener);
    }
}
