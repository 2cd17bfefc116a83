package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a lease alive from a thread and a connection of its own, which it takes only when the first
 * renewal is due.
 *
 * <ol>
 *   <li>Renewing: every third of the lease one UPDATE, in a transaction that waits for no lock
 *       longer than another third. A failed one is tried again, sooner; one that finds no row means
 *       that the lock is lost, and the run is told so.
 *   <li>Holding: while a statement runs outside a transaction, the connection keeps the lock's row
 *       in place with FOR KEY SHARE in an open READ COMMITTED transaction, for which CREATE INDEX
 *       CONCURRENTLY does not wait. It is touched every third of the lease, at most every 10 s, so
 *       that its idle timeout frees the row when this process is frozen.
 *   <li>Away: while a statement needs the database for itself, the connection is closed and the
 *       lease is not extended.
 * </ol>
 */
final class LeaseKeeper implements AutoCloseable {

    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofSeconds(10);
    private static final Duration SECOND_CONNECTION_WAIT = Duration.ofSeconds(5);

    /** A pool that has one to spare gives it at once. */
    private static final Duration POOLS_WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final LeaseConnection connection;
    private final Duration lease;
    private final Runnable onLost;

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final LeaseThread thread;
    private Mode wanted = Mode.RENEWING;
    private Mode actual = Mode.RENEWING;

    /** Whether a renewal is wanted now, for the connection that it opens. */
    private boolean due;

    private boolean closed;
    private boolean lost;

    /**
     * Whether no second connection was to be had when one was needed: it is not asked for again.
     */
    private boolean alone;

    private enum Beat {
        DONE,
        /** To be tried again soon. */
        FAILED
    }

    private enum Mode {
        RENEWING,
        HOLDING,
        AWAY
    }

    LeaseKeeper(LeaseConnection connection, Duration lease, Runnable onLost) {
        this.connection = connection;
        this.lease = lease;
        this.onLost = onLost;
        this.thread = new LeaseThread("lifeguard-lease", this::run);
    }

    void start() {
        thread.start();
    }

    boolean lost() {
        state.lock();
        try {
            return lost;
        } finally {
            state.unlock();
        }
    }

    /** Why the last attempt gave no connection; empty where it gave one, or none was made. */
    Optional<SQLException> refusal() {
        return connection.refusal();
    }

    /** Opens the connection; false when there is none to be had. */
    boolean ready() {
        return connection.isOpen() || renewNow();
    }

    /** The same, and has it answer. */
    boolean renewNow() {
        state.lock();
        try {
            if (alone) {
                return false;
            }
            due = true;
            changed.signalAll();
            long left = longestWait().toNanos();
            while (due && !lost && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            alone |= due;
            due = false;
            return !alone;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            state.unlock();
        }
    }

    /**
     * Keeps the row in place from now on.
     *
     * @return false when there is no second connection for it
     */
    boolean hold() {
        return change(Mode.HOLDING);
    }

    /** Has no connection from now on. */
    void leave() {
        change(Mode.AWAY);
    }

    /** Goes back to renewing; where the row was kept in place, the lease is fresh then. */
    void renewAgain() {
        change(Mode.RENEWING);
    }

    private Duration longestWait() {
        return connection.isPooled() ? POOLS_WAIT : SECOND_CONNECTION_WAIT;
    }

    private boolean change(Mode mode) {
        long left = longestWait().toNanos();
        state.lock();
        try {
            if (mode == Mode.HOLDING && alone) {
                return false;
            }
            wanted = mode;
            changed.signalAll();
            while (actual != mode
                    && !lost
                    && !closed
                    && left > 0
                    && !(alone && mode == Mode.HOLDING)) {
                left = changed.awaitNanos(left);
            }
            if (actual != mode) {
                alone |= mode == Mode.HOLDING;
                wanted = actual;
            }
            return actual == mode;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            state.unlock();
        }
    }

    private void run() {
        try {
            Beat last = Beat.DONE;
            while (await(last)) {
                last = work();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            connection.drop();
        }
    }

    private long intervalNanos() {
        return Math.min(lease.toNanos() / 3, TOUCH_AT_MOST_EVERY.toNanos());
    }

    /** False when it is over. */
    private boolean await(Beat last) throws InterruptedException {
        boolean failed = last == Beat.FAILED;
        long left = failed ? intervalNanos() / 4 : intervalNanos();
        state.lock();
        try {
            while (!closed && !lost && (failed || (wanted == actual && !due)) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed && !lost;
        } finally {
            state.unlock();
        }
    }

    private Beat work() {
        Mode from;
        Mode to;
        state.lock();
        try {
            from = actual;
            to = wanted;
        } finally {
            state.unlock();
        }
        connection.asked();
        try {
            boolean held = beat(from, to);
            connection.answered();
            reached(to, held);
            return Beat.DONE;
        } catch (SQLException | RuntimeException failure) {
            // A driver's or a pool's own fault must not end this thread, or nobody keeps the lease.
            if (!(failure instanceof SQLException said && DatabaseFailure.isSilence(said))) {
                connection.answered();
            }
            connection.drop();
            // The transaction that held the row is gone with its connection.
            failed(from, to);
            return Beat.FAILED;
        }
    }

    private void failed(Mode from, Mode to) {
        state.lock();
        try {
            actual = Mode.RENEWING;
            alone |= due;
            due = false;
            if (from == Mode.RENEWING && to == Mode.HOLDING) {
                alone = true;
                wanted = Mode.RENEWING;
            }
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    private boolean beat(Mode from, Mode to) throws SQLException {
        return switch (to) {
            case RENEWING -> from == Mode.HOLDING ? connection.letGo() : connection.renew();
            case HOLDING -> from == to ? connection.touch() : connection.keepInPlace();
            case AWAY -> {
                connection.drop();
                yield true;
            }
        };
    }

    private void reached(Mode mode, boolean held) {
        boolean tell;
        state.lock();
        try {
            actual = mode;
            due = false;
            tell = !held && !closed && !lost;
            lost |= !held;
            changed.signalAll();
        } finally {
            state.unlock();
        }
        if (tell) {
            onLost.run();
        }
    }

    /** Ends the thread and gives its connection back; waits for that a little while. */
    @Override
    public void close() {
        state.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            state.unlock();
        }
        // In the middle of a statement an interrupt would break the connection.
        if (connection.isOpening()) {
            thread.interrupt();
        }
        thread.endsWithin(LONGEST_END);
    }
}
