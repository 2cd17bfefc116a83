package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.SessionTouch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connection that batches run on.
 *
 * @param connected the connection and its database
 * @param settings what its session was like before
 * @param table the table of batches, on that connection
 * @param lock what a run holds beside the ranges
 * @param waits how long a batch waits
 * @param stop tells the run to stop
 */
record BatchSession(
        Connected connected,
        SessionState settings,
        BatchTable table,
        Lock lock,
        Waits waits,
        StopSignal stop) {

    private static final Duration STEP = Duration.ofMillis(500);

    /** What a run holds beside its ranges. */
    interface Lock {

        /** Fails at the beginning of a transaction where it is lost; empty where nothing is. */
        Optional<BoundSql> fence();

        /** Keeps it; called at least once a second. */
        void keep() throws SQLException;

        /** There is none: a range has its own fence. */
        static Lock none() {
            return new Lock() {
                @Override
                public Optional<BoundSql> fence() {
                    return Optional.empty();
                }

                @Override
                public void keep() {
                    // The range's own lease is enough.
                }
            };
        }
    }

    /**
     * How long a batch waits.
     *
     * @param idle how long a frozen runner may sit in its transaction before the server ends it
     * @param lock what it waits for the lock of a row or a table; zero for as long as it takes
     * @param retry how long a batch is tried again that met another transaction's lock
     */
    record Waits(Duration idle, Duration lock, Duration retry) {}

    Session session() {
        return connected.session();
    }

    Dialect dialect() {
        return connected.dialect();
    }

    /** Does work in which code may compute, for which the server is not to end the session. */
    <T> T touched(Transaction.Work<T, SQLException> work) throws SQLException {
        Optional<SessionTouch> touch = touch();
        try {
            return work.run();
        } finally {
            touch.ifPresent(SessionTouch::close);
        }
    }

    private Optional<SessionTouch> touch() {
        return dialect().stateSql(table.sql().name()).endsIdleSessions()
                ? Optional.of(SessionTouch.of(session(), waits.idle()))
                : Optional.empty();
    }

    /**
     * Does work in a transaction, and again where it met another transaction's lock, for as long as
     * a batch is tried.
     */
    <T> T patiently(Transaction.Work<T, SQLException> work) throws SQLException {
        BusyRetry retry = new BusyRetry(waits.retry());
        while (true) {
            try {
                return Transaction.<T, SQLException>around(session(), work);
            } catch (SQLException failure) {
                if (SqlError.condition(failure) != Condition.BUSY) {
                    throw failure;
                }
                retry.again(failure, stop);
                rest(retry.pause());
            }
        }
    }

    private void rest(Duration whole) throws SQLException {
        long end = System.nanoTime() + whole.toNanos();
        for (long left = whole.toNanos(); left > 0; left = end - System.nanoTime()) {
            stop.pause(Duration.ofNanos(Math.min(left, STEP.toNanos())), "Nothing was changed.");
            lock.keep();
        }
    }

    /**
     * Where a transaction waits for others to begin, what the script says of locks holds for that,
     * too.
     */
    void limitBegin() throws SQLException {
        if (!waits.lock().isZero()) {
            SessionState.send(session(), dialect().limitOfBegin(waits.lock()).stream().toList());
        }
    }

    /** What each transaction begins with. */
    List<BoundSql> opening() {
        List<BoundSql> opening = new ArrayList<>(dialect().transactionPrelude(waits.idle()));
        opening.addAll(
                dialect()
                        .surroundings(
                                Lasting.TRANSACTION,
                                settings.searchPath(),
                                waits.lock().isZero() ? null : waits.lock()));
        lock.fence().ifPresent(opening::add);
        return opening;
    }
}
