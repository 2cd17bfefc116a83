package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the rows of the state table that say which migrations are applied. Each change of
 * them happens under the lock.
 *
 * <p>Every time in them is the database's clock.
 */
public interface HistorySql {

    /**
     * All rows, oldest version first. The columns are, in this order: version, name, checksum,
     * applied_at in microseconds since 1970 in UTC, execution_time_ms; 1 where the table is in
     * another schema than the one that the connection resolves first, 2 where any column behind
     * this one is to be read, null elsewhere; success, down_script, statements_done,
     * statement_started, done_checksum, direction, down_checksum, applied_order, label.
     *
     * @param columns which of the columns that hold large values to read
     */
    BoundSql history(HistoryColumns columns);

    /**
     * The same from a table that lacks some of the columns behind the first six: null stands for
     * them.
     *
     * @param present the columns that it has, in lower case
     */
    BoundSql history(HistoryColumns columns, Set<String> present);

    /**
     * Records an applied migration and extends the lease; 1 row while the lock is held. A
     * repeatable one's row may be there already, and is written anew.
     */
    BoundSql insertApplied(String token, Duration lease, RowToWrite row);

    /**
     * The same for a driver that sends it together with the script, and perhaps with the COMMIT:
     * the server itself ends the transaction unless the lock is held and one row appears. Its last
     * column is the time since the transaction began, in milliseconds.
     */
    default BoundSql closeApplied(String token, Duration lease, Closing closing, RowToWrite row) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /** The same for a migration that is rolled back: its row disappears. */
    default BoundSql closeRolledBack(String token, Duration lease, Closing closing, long version) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /**
     * The same as one of several in a transaction. The lock's row stays as it is, so that its lease
     * can be extended until the commit; the time is that since the previous one's.
     *
     * @param previous the version before it in the transaction, or null for the first
     */
    default BoundSql closeAmong(String token, RowToWrite row, @Nullable Long previous) {
        throw new IllegalStateException("Each migration has its own transaction here");
    }

    /** Records progress of a migration; 1 row while the lock is held. */
    BoundSql recordProgress(String token, Duration lease, RowToWrite row);

    /** Deletes a migration's row and extends the lease; 1 row while the lock is held. */
    BoundSql deleteRecord(String token, Duration lease, long version);

    /** Sets the checksum of a migration; 1 row while the lock is held. */
    BoundSql updateChecksum(String token, Duration lease, long version, String checksum);

    /**
     * Writes a row anew under another version: its names, checksums and order; 1 row while the lock
     * is held.
     *
     * @param former the number that it has
     */
    BoundSql moveRecord(String token, Duration lease, long former, RowToWrite row);

    /**
     * What a started statement of a part-way migration works on; one row, or none. Empty where
     * nothing runs CONCURRENTLY.
     */
    default Optional<BoundSql> startedWork(long version) {
        return Optional.empty();
    }

    /** Which large columns a read of the history includes. */
    enum HistoryColumns {
        /** All but the down scripts. */
        WITHOUT_DOWN_SCRIPTS,
        /** All. */
        WITH_DOWN_SCRIPTS
    }

    /** How the COMMIT behind a migration is done. */
    enum Closing {
        /** When it is answered, it is on the disk, whatever the defaults or the script say. */
        DURABLE,
        /** A later COMMIT of the same session is waited for instead. */
        FOLLOWED
    }

    /**
     * A history row.
     *
     * @param version the number of the version
     * @param label what its files call the version, or null
     * @param name the migration's name
     * @param checksum of its file
     * @param executionTime what its statements took
     * @param down what rolls it back, or null
     * @param appliedBy who ran it; null only in a row that is taken over
     * @param appliedOrder its place among those applied; null leaves the one that is recorded
     * @param progress how far it got, or null for whole
     */
    record RowToWrite(
            long version,
            @Nullable String label,
            String name,
            String checksum,
            @Nullable Duration executionTime,
            @Nullable DownToWrite down,
            @Nullable String appliedBy,
            @Nullable Long appliedOrder,
            @Nullable ProgressToWrite progress) {

        /** Whether it may be there already although its migration is to be applied. */
        public boolean mayBeThere() {
            return version < 0;
        }

        /** The values of {@link HistorySql#moveRecord} in their order. */
        public @Nullable Object[] moving(long former) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(version);
            values.add(label);
            values.add(name);
            values.add(checksum);
            values.add(appliedOrder);
            values.add(downChecksum());
            values.add(former);
            return values.toArray();
        }

        /** What stands in the column of the down script. */
        public @Nullable String downScript() {
            return down == null ? null : down.script();
        }

        /** What stands in the column of its checksum. */
        public @Nullable String downChecksum() {
            return down == null ? null : down.checksum();
        }
    }

    /**
     * What rolls a migration back when its file is not there.
     *
     * @param script its statements
     * @param checksum of them and the migration's version
     */
    record DownToWrite(String script, String checksum) {}

    /**
     * How far a part-way migration got.
     *
     * @param direction {@code up} or {@code down}
     * @param statementsDone how many statements took effect
     * @param statementStarted a statement whose effect is not known yet, or null
     * @param doneChecksum of the statements that are done
     * @param startedWork what a started statement works on that runs CONCURRENTLY, so that what is
     *     left of it is found; null for any other
     */
    record ProgressToWrite(
            String direction,
            int statementsDone,
            @Nullable Integer statementStarted,
            String doneChecksum,
            @Nullable String startedWork) {}
}
