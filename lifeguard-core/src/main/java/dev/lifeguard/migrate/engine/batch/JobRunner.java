package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BatchSql.Holder;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.batch.RangeRow.Held;
import dev.lifeguard.migrate.engine.batch.RangeRow.Status;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.SqlWork;
import dev.lifeguard.migrate.jdbc.Transaction;
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

    JobRunner(
            BatchSession on, BatchJob job, BatchKey key, String who, Consumer<RangeRow> progress) {
        this.on = on;
        this.job = job;
        this.key = key;
        this.who = who;
        this.progress = progress;
    }

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

    private RangeEnd ranges() throws SQLException {
        while (true) {
            List<RangeRow> rows = on.table().of(version());
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
            RangeEnd ended = claimed(free.get().range());
            if (ended == RangeEnd.PAUSED || ended == RangeEnd.CANCELLED) {
                return ended;
            }
        }
    }

    private static Optional<RangeEnd> end(List<RangeRow> rows) {
        if (rows.isEmpty()) {
            return Optional.of(RangeEnd.CANCELLED);
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
        try {
            RangeEnd end = new RangeRunner(on, claimed, progress).run();
            on.table().change(sql().release(range, fence));
            return end;
        } catch (SQLException failure) {
            giveBack(
                    failure,
                    on.stop().isRequested()
                            ? sql().release(range, fence)
                            : sql().fail(range, fence, error(failure)));
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

    private static String error(String found) {
        return shortened("verify finds \"%s\"".formatted(found));
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
     * Says that all is done, where the author's question finds nothing.
     *
     * @param last what else is written in the same transaction
     * @return what the question found; empty where it found nothing
     */
    Optional<String> finish(SqlWork last) throws SQLException {
        Session session = on.session();
        session.begin();
        try {
            List<RangeRow> rows = on.table().keepAll(on.opening(), version());
            if (rows.stream().allMatch(row -> row.status() == Status.DONE)) {
                // Another worker was faster.
                session.rollback();
                return Optional.empty();
            }
            Optional<String> found = found();
            if (found.isPresent()) {
                on.table().change(sql().failAll(version(), error(found.get())));
                session.commit();
                return found;
            }
            on.table().change(sql().finish(version()));
            last.run();
            session.commit();
            return Optional.empty();
        } catch (SQLException | RuntimeException failure) {
            Transaction.rollBack(session, failure);
            throw failure;
        }
    }

    private Optional<String> found() throws SQLException {
        Optional<String> verify = job.terms().verify();
        return verify.isEmpty()
                ? Optional.empty()
                : on.session()
                        .authored()
                        .firstRow(verify.get(), row -> String.valueOf(row.getString(1)));
    }
}
