package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BatchSql.Holder;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.batch.RangeRow.Held;
import dev.lifeguard.migrate.engine.batch.RangeRow.Status;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.SqlWork;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs the ranges of a migration on one connection, each that nobody else runs, and says at the end
 * that all is done.
 *
 * <ol>
 *   <li>A range is claimed by a fresh fence, where it has none whose lease is alive.
 *   <li>Rows of other work are not touched: a newer release may have begun it anew meanwhile.
 *   <li>When no range has a key left, the author's question is asked that must find nothing, and
 *       all rows say DONE, in one transaction.
 *   <li>A range whose runner was told to stop, or whose batch failed, is given back at once.
 * </ol>
 */
final class JobRunner {

    private static final int MOST_ERROR = 2000;

    private final BatchSession on;
    private final BatchJob job;
    private final BatchKey key;
    private final String who;
    private final Consumer<RangeRow> progress;
    private Optional<BoundSql> owed = Optional.empty();

    JobRunner(
            BatchSession on, BatchJob job, BatchKey key, String who, Consumer<RangeRow> progress) {
        this.on = on;
        this.job = job;
        this.key = key;
        this.who = who;
        this.progress = progress;
    }

    /**
     * How finishing ended.
     *
     * @param end OVER, or why it is not done
     * @param found what the author's question says is wrong, as a clause; empty where nothing is
     */
    record Finish(RangeEnd end, Optional<String> found) {}

    private BatchSql sql() {
        return on.table().sql();
    }

    private long version() {
        return job.version().number();
    }

    /**
     * Runs what nobody else runs, until nothing of that is left.
     *
     * @return OVER where no range has a key left; GONE where others still run some
     * @throws SQLException when a batch fails
     */
    RangeEnd run() throws SQLException {
        on.stop().watch(on.session());
        try {
            return ranges();
        } finally {
            on.stop().watch(null);
        }
    }

    /**
     * What is to be written on another connection when {@link #run} has failed: a batch took too
     * long for the server, and the next one is to be smaller.
     */
    Optional<BoundSql> owed() {
        return owed;
    }

    private RangeEnd ranges() throws SQLException {
        while (true) {
            List<RangeRow> rows = on.table().of(version());
            job.requireSame(rows);
            Optional<RangeEnd> end = end(rows);
            if (end.isPresent()) {
                return end.get();
            }
            Optional<RangeRow> free =
                    rows.stream()
                            .filter(row -> !row.bounds().isOver() && row.held() == Held.NOT)
                            .findFirst();
            if (free.isEmpty()) {
                return RangeEnd.GONE;
            }
            if (!free.get().bounds().known()) {
                // Somebody begins it anew, or was cut off there.
                new RangePlan(on, job, key).plan(1);
                continue;
            }
            RangeEnd ended = claimed(free.get().range());
            if (ended == RangeEnd.PAUSED || ended == RangeEnd.CANCELLED) {
                return ended;
            }
        }
    }

    private Optional<RangeEnd> end(List<RangeRow> rows) {
        if (rows.isEmpty()) {
            throw JobRefusal.gone(job);
        }
        if (rows.stream().anyMatch(row -> row.status() == Status.CANCELLED)) {
            return Optional.of(RangeEnd.CANCELLED);
        }
        if (rows.stream().anyMatch(row -> row.status() == Status.PAUSED)) {
            return Optional.of(RangeEnd.PAUSED);
        }
        return rows.stream().allMatch(row -> row.bounds().isOver())
                ? Optional.of(RangeEnd.OVER)
                : Optional.empty();
    }

    private RangeEnd claimed(RangeOf range) throws SQLException {
        String fence = UUID.randomUUID().toString();
        if (!claim(range, fence)) {
            return RangeEnd.GONE;
        }
        RangeRunner.Claimed claimed = new RangeRunner.Claimed(job, key, range, fence);
        RangeRunner runner = new RangeRunner(on, claimed, progress);
        try {
            RangeEnd end = runner.run();
            on.table().change(sql().release(range, fence));
            return end;
        } catch (SQLException failure) {
            owed = runner.owed(failure);
            giveBack(
                    failure,
                    on.stop().isRequested()
                            ? sql().release(range, fence)
                            : sql().fail(range, fence, error(failure)));
            throw failure;
        } catch (BatchCodeException failure) {
            giveBack(failure, sql().fail(range, fence, shortened(failure.thrown().toString())));
            throw failure;
        } catch (LifeguardException stopped) {
            giveBack(stopped, sql().release(range, fence));
            throw stopped;
        }
    }

    /** A range whose runner is at a batch is locked, and his. */
    private boolean claim(RangeOf range, String fence) throws SQLException {
        try {
            return on.table().change(sql().claim(range, new Holder(fence, who, RangeRunner.LEASE)))
                    == 1;
        } catch (SQLException failure) {
            if (!RangeRunner.mayPass(failure)) {
                throw failure;
            }
            return false;
        }
    }

    private static String error(SQLException failure) {
        return shortened(SqlError.of(failure).message());
    }

    private static String shortened(String said) {
        return said.length() <= MOST_ERROR ? said : said.substring(0, MOST_ERROR);
    }

    /** Where the connection is gone the lease ends by itself. */
    private void giveBack(Exception failure, BoundSql change) {
        if (failure instanceof SQLException broken && SqlError.lostConnection(broken)) {
            return;
        }
        try {
            on.table().change(change);
        } catch (SQLException atGivingBack) {
            failure.addSuppressed(atGivingBack);
        }
    }

    /**
     * Says that all is done, where it still is and the author's question finds nothing: since the
     * last batch somebody may have begun it anew, paused or cancelled it.
     *
     * @param last what else is written in the same transaction
     */
    Finish finish(SqlWork last) throws SQLException {
        return on.patiently(
                () -> {
                    List<RangeRow> rows = on.table().keepAll(on.opening(), version());
                    job.requireSame(rows);
                    RangeEnd end = end(rows).orElse(RangeEnd.GONE);
                    boolean done = rows.stream().allMatch(row -> row.status() == Status.DONE);
                    if (end != RangeEnd.OVER || done) {
                        // Where it is done another worker was faster.
                        return new Finish(end, Optional.empty());
                    }
                    Optional<String> found = job.work().wrong(on);
                    if (found.isPresent()) {
                        on.table().change(sql().failAll(version(), shortened(found.get())));
                    } else {
                        on.table().change(sql().finish(version()));
                        last.run();
                    }
                    return new Finish(end, found);
                });
    }
}
