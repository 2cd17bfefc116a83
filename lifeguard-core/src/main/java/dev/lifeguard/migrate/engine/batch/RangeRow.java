package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of batches: how far a range of keys is.
 *
 * @param range which one
 * @param name of the migration
 * @param status as it is written
 * @param specHash of what runs
 * @param bounds where it stands between which keys
 * @param done what was committed
 * @param error why it failed, or why it waits while it is run; or null
 * @param fence of who runs it, or ran it last, or null
 * @param held whether somebody runs it now
 */
public record RangeRow(
        RangeOf range,
        String name,
        Status status,
        String specHash,
        Bounds bounds,
        Done done,
        @Nullable String error,
        @Nullable String fence,
        Held held) {

    /** What may go on with a range. */
    public enum Status {
        /** It waits for somebody to run it. */
        PENDING,
        /** Somebody runs it, or was cut off. */
        RUNNING,
        /** Somebody asked to let it rest. */
        PAUSED,
        /** All of it is done. */
        DONE,
        /** A batch failed. */
        FAILED,
        /** Somebody asked to give it up. */
        CANCELLED
    }

    /** Whether somebody runs it. */
    public enum Held {
        /** Its lease has not run out. */
        NOW,
        /** Nobody does, or he was cut off. */
        NOT
    }

    /**
     * Where a range stands.
     *
     * @param lower the least key, or the one that the range is behind; null where nobody knows it
     * @param cursor the last key of the last batch, or null before the first one
     * @param upper the last key of the range, or null where there is none
     * @param known whether they were found out
     */
    public record Bounds(
            @Nullable String lower,
            @Nullable String cursor,
            @Nullable String upper,
            boolean known) {

        /** Whether no key of it is left. */
        public boolean isOver() {
            return known && Objects.equals(cursor, upper);
        }
    }

    /**
     * What of a range is committed.
     *
     * @param rows that were changed
     * @param nextSize the size of the next batch
     * @param time what it took, with pauses
     */
    public record Done(long rows, long batches, int nextSize, Duration time) {}

    static RangeRow read(ResultSet row) throws SQLException {
        return new RangeRow(
                new RangeOf(row.getLong(1), row.getInt(2)),
                row.getString(3),
                Status.valueOf(row.getString(4)),
                row.getString(5),
                new Bounds(
                        row.getString(15), row.getString(6), row.getString(7), row.getInt(14) != 0),
                new Done(
                        row.getLong(8),
                        row.getLong(9),
                        row.getInt(10),
                        Duration.ofMillis(row.getLong(11))),
                row.getString(12),
                row.getString(13),
                row.getInt(16) == 0 ? Held.NOT : Held.NOW);
    }

    /** The same behind one more batch. */
    RangeRow advanced(String to, long rows, int nextSize) {
        return new RangeRow(
                range,
                name,
                status,
                specHash,
                new Bounds(bounds.lower(), to, bounds.upper(), true),
                new Done(done.rows() + rows, done.batches() + 1, nextSize, done.time()),
                null,
                fence,
                held);
    }

    /** Why the next batch waits; empty where it does not, or nobody runs it. */
    Optional<String> waiting() {
        return status == Status.RUNNING && held == Held.NOW
                ? Optional.ofNullable(error)
                : Optional.empty();
    }

    /** Why it failed; empty where it did not. */
    Optional<String> failure() {
        return status == Status.RUNNING ? Optional.empty() : Optional.ofNullable(error);
    }

    /** The same as it is to be shown: what nobody runs waits for somebody. */
    public Status shown() {
        return status == Status.RUNNING && held == Held.NOT ? Status.PENDING : status;
    }
}
