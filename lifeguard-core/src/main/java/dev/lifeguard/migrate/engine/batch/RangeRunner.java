package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BatchSql.Advance;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.dialect.BatchSql.Waiting;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.batch.RangeRow.Bounds;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one range of a migration in batches, each row exactly once.
 *
 * <ol>
 *   <li>A batch is one transaction. It begins with the row of its range, which it keeps in place
 *       (FOR UPDATE) until it ends: no other runner can be in the same range meanwhile, and who
 *       comes next waits for the end of a transaction whose client is gone.
 *   <li>Where the row has another fence, the range is another runner's; where its status is another
 *       one, somebody asked to stop; where it is of other work, that was begun anew.
 *   <li>The batch begins behind the key that the row holds, and never behind one that this process
 *       remembers. So nobody has to ask what became of a COMMIT whose answer was lost.
 *   <li>It ends at the key that its size is away by the index, or at the upper bound. The first one
 *       has no lower bound: a row that came before the least key is in it, too.
 *   <li>The work, and the key, the counters and the lease in the row, are committed together.
 *   <li>One that met another transaction's lock, or a limit of time, is rolled back, halved, and
 *       tried again; not so where rows of it stay in tables without transactions.
 *   <li>Between two batches nothing is open. Pauses and waits for the author's condition extend the
 *       lease in steps.
 * </ol>
 */
final class RangeRunner {

    /** How long a range is kept by a runner that is not heard of; pauses are cut into less. */
    static final Duration LEASE = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(500);
    private static final String BETWEEN = "Between two batches nothing was open.";

    private final BatchSession on;
    private final BatchJob job;
    private final BatchKey key;
    private final RangeOf range;
    private final String fence;
    private final Consumer<RangeRow> progress;
    private final BatchSize sizes;
    private final BusyRetry retry;
    private final BatchGate gate;
    private long last = System.nanoTime();

    /** Why it waits now, without figures; empty where it does not. */
    private String waitsFor = "";

    /** What it runs: a range that its runner has claimed. */
    record Claimed(BatchJob job, BatchKey key, RangeOf range, String fence) {}

    /**
     * Nothing of it has run.
     *
     * @param progress hears of each batch, behind its COMMIT
     */
    RangeRunner(BatchSession on, Claimed claimed, Consumer<RangeRow> progress) {
        this.on = on;
        this.job = claimed.job();
        this.key = claimed.key();
        this.range = claimed.range();
        this.fence = claimed.fence();
        this.progress = progress;
        this.sizes = new BatchSize(job.terms());
        this.retry = new BusyRetry(on.waits().retry());
        this.gate = new BatchGate(on, job.terms().pace());
    }

    /**
     * Runs it to its end.
     *
     * @throws SQLException when a batch fails; it is rolled back, and what was committed stays
     * @throws dev.lifeguard.migrate.error.MigrationInterruptedException when told to stop
     */
    RangeEnd run() throws SQLException {
        Optional<RangeEnd> end = Optional.empty();
        while (end.isEmpty()) {
            if (on.stop().isRequested()) {
                throw StopSignal.stopped(BETWEEN);
            }
            end = next();
        }
        return end.get();
    }

    private Optional<RangeEnd> next() throws SQLException {
        try {
            Optional<String> inTheWay = gate.inTheWay();
            if (inTheWay.isPresent()) {
                retry.over();
                tellWaiting(inTheWay.get());
                return rest(STEP);
            }
            waitsFor = "";
            Optional<RangeEnd> end = batch();
            retry.over();
            return end.isPresent() ? end : rest(job.terms().pace().pause());
        } catch (SQLException failure) {
            int size = retry.sizeAfter(failure, on.stop());
            if (size > 0) {
                resize(size);
            }
            return rest(retry.pause());
        }
    }

    /**
     * What is to be written on another connection, where this failure has ended that one for the
     * time that the batch took: half its size. Empty of any other failure, and of one row.
     */
    Optional<BoundSql> owed(SQLException failure) {
        int tried = retry.tried();
        return SqlError.endedForTime(failure) && tried > 1
                ? Optional.of(sql().resize(range, fence, BatchSize.halved(tried)))
                : Optional.empty();
    }

    /** What keeps a batch from its lock may keep this from it, too: the next one halves again. */
    private void resize(int size) throws SQLException {
        try {
            on.table().change(sql().resize(range, fence, size));
        } catch (SQLException failure) {
            if (!mayPass(failure)) {
                throw failure;
            }
        }
    }

    private BatchSql sql() {
        return on.table().sql();
    }

    /** One batch, or what is in its way. */
    private Optional<RangeEnd> batch() throws SQLException {
        Session session = on.session();
        try {
            session.begin();
            long began = System.nanoTime();
            Optional<RangeRow> kept = on.table().keep(on.opening(), range);
            Optional<RangeEnd> end = end(kept);
            if (end.isPresent()) {
                session.rollback();
                return end;
            }
            RangeRow row = kept.orElseThrow();
            retry.tries(row.done().nextSize());
            RangeRow done = advance(row, began);
            session.commit();
            last = System.nanoTime();
            progress.accept(done);
            on.lock().keep();
            return Optional.empty();
        } catch (SQLException | RuntimeException failure) {
            RowsStay.rollBack(session, failure);
            throw failure;
        }
    }

    private Optional<RangeEnd> end(Optional<RangeRow> kept) {
        if (kept.isEmpty() || !fence.equals(kept.get().fence())) {
            return Optional.of(RangeEnd.GONE);
        }
        job.requireSame(List.of(kept.get()));
        return switch (kept.get().status()) {
            case PAUSED -> Optional.of(RangeEnd.PAUSED);
            case CANCELLED -> Optional.of(RangeEnd.CANCELLED);
            case DONE -> Optional.of(RangeEnd.OVER);
            case PENDING, FAILED -> Optional.of(RangeEnd.GONE);
            case RUNNING ->
                    kept.get().bounds().isOver() ? Optional.of(RangeEnd.OVER) : Optional.empty();
        };
    }

    private RangeRow advance(RangeRow row, long began) throws SQLException {
        Bounds bounds = row.bounds();
        String upper = bounds.upper();
        if (upper == null) {
            throw new IllegalStateException("A range without an end has no batch");
        }
        int size = row.done().nextSize();
        String to =
                on.session()
                        .authored()
                        .firstRow(key.next(bounds.cursor(), upper, size), this::readKey)
                        .orElse(upper);
        if (to.equals(bounds.cursor())) {
            throw BatchRefusal.ofText(job, to);
        }
        long rows = job.work().run(on, key, bounds.cursor(), to);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        int next = to.equals(upper) ? size : sizes.after(size, took);
        Duration all = Duration.ofNanos(System.nanoTime() - last);
        on.table().change(sql().advance(range, new Advance(to, rows, next, all, LEASE)));
        return row.advanced(to, rows, next);
    }

    private String readKey(ResultSet row) throws SQLException {
        return readKey(row, key.columns().size());
    }

    /** The values of a key as a question gives them. */
    static String readKey(ResultSet row, int columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int at = 1; at <= columns; at++) {
            values.add(row.getString(at));
        }
        return KeyText.of(values);
    }

    /** Once for each reason; figures in it change and do not count. */
    private void tellWaiting(String reason) throws SQLException {
        String kind = reason.replaceAll("[0-9]", "");
        if (kind.equals(waitsFor)) {
            return;
        }
        on.table().change(sql().waits(range, fence, new Waiting(reason, LEASE)));
        waitsFor = kind;
        row().ifPresent(progress);
    }

    /** Waits, and keeps what it has meanwhile. */
    private Optional<RangeEnd> rest(Duration whole) throws SQLException {
        long end = System.nanoTime() + whole.toNanos();
        for (long left = whole.toNanos(); left > 0; left = end - System.nanoTime()) {
            on.stop().pause(Duration.ofNanos(Math.min(left, STEP.toNanos())), BETWEEN);
            if (whole.compareTo(STEP) >= 0) {
                on.lock().keep();
                Optional<RangeEnd> asked = renewed();
                if (asked.isPresent()) {
                    return asked;
                }
            }
        }
        return Optional.empty();
    }

    /** Where a lock is in the way, the next batch finds out whether it still has the range. */
    private Optional<RangeEnd> renewed() throws SQLException {
        try {
            return on.table().change(sql().renew(range, fence, LEASE)) == 0
                    ? Optional.of(RangeEnd.GONE)
                    : end(row());
        } catch (SQLException failure) {
            if (!mayPass(failure)) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private Optional<RangeRow> row() throws SQLException {
        return on.table().of(range.version()).stream()
                .filter(each -> each.range().equals(range))
                .findFirst();
    }

    /** Whether a batch that failed so may be tried again. */
    static boolean mayPass(SQLException failure) {
        boolean passes =
                SqlError.condition(failure) == Condition.BUSY
                        || SqlError.limit(failure).isPresent();
        return passes && !SqlError.lostConnection(failure) && !RowsStay.after(failure);
    }
}
