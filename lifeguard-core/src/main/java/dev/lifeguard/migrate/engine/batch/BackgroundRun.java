package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.engine.batch.JobRunner.Finish;
import dev.lifeguard.migrate.engine.run.LongestWait;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.state.Connected;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Runs one migration whose batches are to be run in the background, on any number of connections.
 *
 * <ol>
 *   <li>A connection that is lost is made anew for some time. What became of its last COMMIT does
 *       not matter: the row of the range says how far it is ({@link RangeRunner}).
 *   <li>Where other processes run ranges, it waits for them, and takes over what they leave.
 *   <li>Who finds no key left says that all is done; a second one finds that said.
 * </ol>
 */
public final class BackgroundRun {

    private static final Duration AWAY = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Place place;
    private final BatchJob job;
    private final BatchRun what;

    /** How far the ranges are, by their numbers; told by each worker of its own. */
    private final NavigableMap<Integer, RangeRow> known = new ConcurrentSkipListMap<>();

    /**
     * Where it runs.
     *
     * @param connections each is new; who takes one closes it
     * @param table the state table
     * @param idle how long a frozen runner may sit in a transaction before the server ends it
     * @param lockTimeout what a batch waits for the lock of a row or a table
     * @param retry how long one is tried again that met another transaction's lock
     * @param who the runner, for people
     */
    public record Place(
            Supplier<Connected> connections,
            TableName table,
            Duration idle,
            Duration lockTimeout,
            Duration retry,
            String who,
            StopSignal stop) {

        BatchSession session(Connected connected, BatchJob job) throws SQLException {
            connected.session().limits().waitForLocks();
            SessionState settings = SessionState.of(connected);
            connected.session().limits().lift();
            boolean limits = connected.dialect().runsAgain();
            Duration lock =
                    LongestWait.within(settings.statementTimeout())
                            .of(job.lockTimeout().orElse(limits ? lockTimeout : Duration.ZERO));
            return new BatchSession(
                    connected,
                    settings,
                    new BatchTable(connected.session(), connected.dialect(), table),
                    BatchSession.Lock.none(),
                    new BatchSession.Waits(idle, lock, retry),
                    stop);
        }
    }

    /** For one migration. */
    public BackgroundRun(Place place, BatchJob job, BatchRun what) {
        this.place = place;
        this.job = job;
        this.what = what;
    }

    /** Since when a connection has been lost again and again, without a batch in between. */
    private static final class Loss {

        private long since;
        private Optional<BoundSql> owed = Optional.empty();

        void begins() {
            since = since == 0 ? System.nanoTime() : since;
        }

        /** A new connection alone is not enough: a batch may be what ends the server. */
        void over() {
            since = 0;
        }

        /** A smaller batch is another try: there are only so many of them. */
        void owes(BoundSql smaller) {
            owed = Optional.of(smaller);
            over();
        }

        void pay(BatchSession on) throws SQLException {
            if (owed.isPresent()) {
                on.table().change(owed.get());
                owed = Optional.empty();
            }
        }

        boolean isUnderWay() {
            return since != 0;
        }

        boolean isTooLong() {
            return System.nanoTime() - since > AWAY.toNanos();
        }
    }

    /** Work on a connection of this run's. */
    @FunctionalInterface
    private interface Work<T> {

        T on(BatchSession session) throws SQLException;
    }

    /**
     * Runs it to its end.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it fails, or is told to stop
     */
    public BatchStatus run() {
        try {
            return toItsEnd();
        } catch (MigrationInterruptedException stopped) {
            throw StopSignal.uninterrupted(
                    () -> BatchFailure.stopped(job, rowsAfter(stopped), stopped));
        }
    }

    private BatchStatus toItsEnd() {
        BatchKey key = connected(this::prepared);
        RangeEnd end = RangeEnd.GONE;
        while (end == RangeEnd.GONE) {
            end = ranges(key);
            if (end == RangeEnd.OVER) {
                Finish finish = connected(on -> finished(on, key));
                finish.found().ifPresent(this::notVerified);
                end = finish.end();
            }
        }
        return connected(on -> status(on.table().of(job.version().number())));
    }

    private BatchKey prepared(BatchSession on) throws SQLException {
        on.table().prepare();
        BatchPreparation preparation = new BatchPreparation(on, job);
        BatchKey key = preparation.key();
        switch (what.beginning()) {
            case ANEW -> preparation.beginAnew(key, what.workers());
            case WHERE_IT_STOPPED -> preparation.requireSame(on.table().of(job.version().number()));
        }
        new RangePlan(on, job, key).plan(what.workers());
        return key;
    }

    private RangeEnd ranges(BatchKey key) {
        return what.workers() == 1
                ? worked(key)
                : new BatchWorkers(what.workers()).run(() -> worked(key));
    }

    private RangeEnd worked(BatchKey key) {
        RangeEnd end = RangeEnd.GONE;
        while (end == RangeEnd.GONE) {
            Loss loss = new Loss();
            end = connected(loss, on -> worked(on, key, loss));
            if (end == RangeEnd.GONE) {
                place.stop().pause(PAUSE, "Other runners have its ranges.");
            }
        }
        return end;
    }

    private RangeEnd worked(BatchSession on, BatchKey key, Loss loss) throws SQLException {
        loss.pay(on);
        List<RangeRow> rows = on.table().of(job.version().number());
        rows.forEach(row -> known.put(row.range().number(), row));
        known.tailMap(rows.size()).clear();
        JobRunner runner = runner(on, key, loss);
        try {
            return on.touched(runner::run);
        } finally {
            runner.owed().ifPresent(loss::owes);
        }
    }

    private JobRunner runner(BatchSession on, BatchKey key, Loss loss) {
        return new JobRunner(
                on,
                job,
                key,
                place.who(),
                row -> {
                    if (row.waiting().isEmpty()) {
                        loss.over();
                    }
                    known.put(row.range().number(), row);
                    List<RangeRow> all = List.copyOf(known.values());
                    what.progress().accept(status(all));
                });
    }

    private JobStatus status(List<RangeRow> rows) {
        return JobStatus.of(job.version(), rows, NextStep.IN_BACKGROUND);
    }

    private Finish finished(BatchSession on, BatchKey key) throws SQLException {
        JobRunner runner = runner(on, key, new Loss());
        return on.touched(() -> runner.finish(() -> {}));
    }

    private void notVerified(String found) {
        throw BatchFailure.notVerified(job, found);
    }

    private <T> T connected(Work<T> work) {
        return connected(new Loss(), work);
    }

    /** Does work on a connection, and once more where that was lost. */
    private <T> T connected(Loss loss, Work<T> work) {
        while (true) {
            try {
                return onOne(work);
            } catch (SQLException failure) {
                loss.begins();
                if (place.stop().isRequested()) {
                    throw StopSignal.stopped(
                            "What is committed stays, and \"batch run %s\" goes on there."
                                    .formatted(job.version()));
                }
                if (!SqlError.lostConnection(failure) || loss.isTooLong()) {
                    throw failed(failure);
                }
            } catch (BatchCodeException failure) {
                throw BatchFailure.ofCode(job, failure.thrown(), rowsAfter(failure.thrown()));
            } catch (DatabaseUnreachableException away) {
                if (!loss.isUnderWay() || loss.isTooLong()) {
                    throw away;
                }
            }
            place.stop().pause(PAUSE, "The connection was lost.");
        }
    }

    private <T> T onOne(Work<T> work) throws SQLException {
        try (Connected connected = place.connections().get()) {
            BatchSession on = place.session(connected, job);
            try {
                on.limitBegin();
                return work.on(on);
            } finally {
                on.settings().restoreAtEnd(connected.session());
            }
        }
    }

    private RuntimeException failed(SQLException failure) {
        return BatchFailure.of(job, failure, rowsAfter(failure));
    }

    private List<RangeRow> rowsAfter(Throwable failure) {
        try (Connected connected = place.connections().get()) {
            return new BatchTable(connected.session(), connected.dialect(), place.table())
                    .of(job.version().number());
        } catch (SQLException | RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return List.of();
        }
    }
}
