package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the table of batches: one row for each range of the keys of a migration that runs
 * in batches. Every time in them is the database's clock.
 */
public interface BatchSql {

    /** The table. */
    TableName name();

    /** Creates the table, if it is not there. */
    BoundSql createTable();

    /** Fails by a division by zero unless nothing in the table runs code of others. */
    default Optional<BoundSql> requireUsual() {
        return Optional.empty();
    }

    /** One row where the table is there. */
    BoundSql find();

    /** All rows, or those of one migration: as {@link #COLUMNS} has them. */
    BoundSql rows(@Nullable Long version);

    /** The columns of {@link #rows} in their order; {@code held} is 1 while somebody runs it. */
    String COLUMNS =
            "version, range_number, name, status, spec_hash, cursor_value, upper_bound, rows_done,"
                    + " batches_done, batch_size, work_ms, error, fence, planned, lower_bound";

    /** Inserts a row. */
    BoundSql insert(NewRange range);

    /** Deletes all rows of a migration. */
    BoundSql delete(long version);

    /** The same row as {@link #rows} gives, kept in place to the end of the transaction. */
    BoundSql keep(long version, int range);

    /** The rows of a migration, kept in place to the end of the transaction. */
    BoundSql keepAll(long version);

    /** Takes a range for a runner, where nobody has it; 1 row where that was so. */
    BoundSql claim(RangeOf range, Holder holder);

    /** Extends the lease of a range; 1 row while it is held. */
    BoundSql renew(RangeOf range, String fence, Duration lease);

    /**
     * Writes the bounds of a range that begins.
     *
     * @param lower the least key, from which it is known how much is done; or null
     */
    BoundSql plan(RangeOf range, @Nullable String lower, @Nullable String upper);

    /** Writes what a batch has done. */
    BoundSql advance(RangeOf range, Advance advance);

    /** Writes the size that the next batch has. */
    BoundSql resize(RangeOf range, String fence, int size);

    /**
     * Writes why the next batch of a range waits, and extends its lease; 1 row while it is held.
     */
    BoundSql waits(RangeOf range, String fence, Waiting waiting);

    /** Gives a range back; 1 row where it was held. */
    BoundSql release(RangeOf range, String fence);

    /** Gives a range back that failed, unless somebody asked to stop; 1 row where it was held. */
    BoundSql fail(RangeOf range, String fence, String error);

    /** Says of all rows of a migration why it is not done, though no key is left. */
    BoundSql failAll(long version, String error);

    /** Says of all rows of a migration that all is done. */
    BoundSql finish(long version);

    /**
     * Changes what may go on with a migration; 1 row or more where it is in one of those states.
     *
     * @param from names of states
     */
    BoundSql change(long version, List<String> from, String to);

    /**
     * A range of a migration.
     *
     * @param number from 0
     */
    record RangeOf(long version, int number) {}

    /**
     * Who runs a range.
     *
     * @param fence fresh and random
     * @param who for people
     * @param lease how long it is held without being extended
     */
    record Holder(String fence, String who, Duration lease) {}

    /**
     * A range that is inserted.
     *
     * @param cursor behind which it begins, or null at the least key
     * @param upper where it ends, or null where that is not known yet
     * @param planned whether its bounds are known
     */
    record NewRange(
            RangeOf range,
            String name,
            String specHash,
            int size,
            @Nullable String cursor,
            @Nullable String upper,
            Planned planned) {}

    /** Whether the bounds of a range are known. */
    enum Planned {
        /** They are. */
        YES,
        /** Who runs it first finds them out. */
        NO
    }

    /**
     * Why a batch waits.
     *
     * @param reason as a clause
     * @param lease how long the range is held from now on
     */
    record Waiting(String reason, Duration lease) {}

    /**
     * What a batch has done.
     *
     * @param cursor the last key of its range
     * @param rows how many rows it changed
     * @param nextSize the size that the next one has
     * @param time what it took, with the pause before it
     * @param lease how long the range is held from now on
     */
    record Advance(String cursor, long rows, int nextSize, Duration time, Duration lease) {}
}
