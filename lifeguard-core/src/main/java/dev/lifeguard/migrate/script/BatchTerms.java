package dev.lifeguard.migrate.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a directive {@code -- lifeguard:batch} says of the statement below it.
 *
 * @param table whose rows are walked, as SQL writes its name
 * @param key the columns by which they are, as SQL writes their names; at least one
 * @param sizes how many rows a batch takes
 * @param pace how fast one batch follows another
 * @param mode who runs it
 * @param verify a query that finds nothing when all is done; empty where nobody asks
 */
public record BatchTerms(
        String table,
        List<String> key,
        Sizes sizes,
        Pace pace,
        Mode mode,
        Optional<String> verify) {

    /** Copies the list. */
    public BatchTerms {
        key = List.copyOf(key);
    }

    /** The same, where what is in the background is run so. */
    public BatchTerms with(Mode background) {
        return mode == Mode.BACKGROUND
                ? new BatchTerms(table, key, sizes, pace, background, verify)
                : this;
    }

    /**
     * How many rows of the table the range of a batch holds.
     *
     * @param first the first batch's, from 1 on
     * @param most what it may grow to
     */
    public record Sizes(int first, int most) {}

    /**
     * How fast batches follow each other.
     *
     * @param pause between two of them
     * @param target what one is to take; its size follows from that
     * @param condition an expression that must be true before each; empty where nothing has to be
     */
    public record Pace(Duration pause, Duration target, Optional<String> condition) {}

    /** Who runs the batches. */
    public enum Mode {
        /** The run that applies migrations; the next one waits for the last batch. */
        BLOCKING,
        /** Another run, for as long as it takes; migrations go on. */
        BACKGROUND
    }
}
