package dev.lifeguard.migrate.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
     * @param most how busy the server may be for one to begin
     */
    public record Pace(Duration pause, Duration target, Optional<String> condition, Load most) {}

    /**
     * How busy a server may be for a batch to begin; what is empty is not asked.
     *
     * @param lag how far a replica may be behind
     * @param active how many other sessions may run a statement
     * @param walBytes how many bytes of WAL the server may write in a second
     */
    public record Load(Optional<Duration> lag, OptionalInt active, OptionalLong walBytes) {

        /** As busy as it may be. */
        public static final Load ANY =
                new Load(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

        /** Whether nobody has to ask the server. */
        public boolean isUnlimited() {
            return equals(ANY);
        }

        /** The word of the directive that says the first of them. */
        public String word() {
            return lag.isPresent() ? "max-lag=" : active.isPresent() ? "max-active=" : "max-wal=";
        }
    }

    /** Who runs the batches. */
    public enum Mode {
        /** The run that applies migrations; the next one waits for the last batch. */
        BLOCKING,
        /** Another run, for as long as it takes; migrations go on. */
        BACKGROUND
    }
}
