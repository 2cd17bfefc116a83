package dev.lifeguard.migrate.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What other threads want of the second connection, and what came of it.
 *
 * <ol>
 *   <li>They want it to keep the lock in another way ({@link Mode}), to extend the lease now, or to
 *       look at the database for them. Each waits for an answer, and no longer than it says.
 *   <li>The thread that has the connection takes one thing after the other. What keeps the lock
 *       comes before any look, and no look puts off a renewal that is due.
 *   <li>Where no connection was to be had when it was needed, whoever wants one from then on is
 *       told so at once.
 * </ol>
 */
final class Mailbox {

    /** So many look-ups wait at most. */
    private static final int MOST_LOOK_UPS = 8;

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final Deque<LookUp<?>> lookUps = new ArrayDeque<>();
    private Mode wanted = Mode.RENEWING;
    private Mode actual = Mode.RENEWING;

    /** Whether a renewal is wanted now, for the connection that it opens. */
    private boolean due;

    private boolean closed;
    private boolean lost;

    /** Whether no second connection was to be had: it is not asked for again. */
    private boolean alone;

    /** How the second connection keeps the lock. */
    enum Mode {
        /** It extends the lease now and then. */
        RENEWING,
        /** It keeps the lock's row in place. */
        HOLDING,
        /** There is no connection. */
        AWAY
    }

    /** How the connection's last work ended. */
    enum Beat {
        /** With an answer. */
        DONE,
        /** To be tried again soon. */
        FAILED
    }

    /** From one way to keep the lock to another one, or the same. */
    record Change(Mode from, Mode to) {}

    boolean isLost() {
        state.lock();
        try {
            return lost;
        } finally {
            state.unlock();
        }
    }

    /** Wants a renewal now; false when there is no connection for it in that time. */
    boolean renewal(Duration longest) {
        state.lock();
        try {
            if (alone) {
                return false;
            }
            due = true;
            changed.signalAll();
            long left = longest.toNanos();
            while (due && !isOver() && left > 0) {
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

    /** Wants another way to keep the lock; whether it is kept so within that time. */
    boolean change(Mode mode, Duration longest) {
        long left = longest.toNanos();
        state.lock();
        try {
            if (mode == Mode.HOLDING && alone) {
                return false;
            }
            wanted = mode;
            changed.signalAll();
            while (actual != mode && !isOver() && left > 0 && !(alone && mode == Mode.HOLDING)) {
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

    /** Wants a look at the database; empty where there is no answer in the time that it has. */
    <T> Optional<T> answer(LookUp<T> lookUp) {
        long left = lookUp.longest().toNanos();
        state.lock();
        try {
            if (alone || wanted == Mode.AWAY || lookUps.size() == MOST_LOOK_UPS) {
                return Optional.empty();
            }
            lookUps.add(lookUp);
            changed.signalAll();
            while (!lookUp.isEnded() && !isOver() && left > 0) {
                left = changed.awaitNanos(left);
            }
            lookUps.remove(lookUp);
            return lookUp.answer();
        } catch (InterruptedException interrupt) {
            lookUps.remove(lookUp);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            state.unlock();
        }
    }

    private boolean isOver() {
        return lost || closed;
    }

    /** Wants nothing any more. */
    void close() {
        state.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /**
     * Waits until something is wanted, or until a time of the JVM's when the lock is to be kept;
     * behind a failure for the time alone.
     *
     * @return false when it is over
     */
    boolean await(long until, Beat last) throws InterruptedException {
        state.lock();
        try {
            long left = until - System.nanoTime();
            while (!isOver() && left > 0 && (last == Beat.FAILED || isNothingWanted())) {
                left = changed.awaitNanos(left);
            }
            return !isOver();
        } finally {
            state.unlock();
        }
    }

    private boolean isNothingWanted() {
        return wanted == actual && !due && lookUps.isEmpty();
    }

    /** The look that comes next; null where the lock is to be kept first. */
    @Nullable LookUp<?> nextLookUp(long until) {
        state.lock();
        try {
            boolean keepFirst = wanted != actual || due || System.nanoTime() >= until;
            return keepFirst ? null : lookUps.poll();
        } finally {
            state.unlock();
        }
    }

    /** A look has an answer, or gets none. */
    void ended(LookUp<?> lookUp) {
        state.lock();
        try {
            lookUp.end();
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** How the lock is to be kept. */
    Change next() {
        state.lock();
        try {
            return new Change(actual, wanted);
        } finally {
            state.unlock();
        }
    }

    /**
     * The lock is kept so, or found lost.
     *
     * @return whether somebody is to be told that it is lost
     */
    boolean reached(Mode mode, boolean held) {
        state.lock();
        try {
            actual = mode;
            due = false;
            boolean tell = !held && !isOver();
            lost |= !held;
            changed.signalAll();
            return tell;
        } finally {
            state.unlock();
        }
    }

    /** The connection failed in that; what it held is gone with it. */
    void failed(Change change) {
        state.lock();
        try {
            actual = Mode.RENEWING;
            alone |= due;
            due = false;
            if (change.from() == Mode.RENEWING && change.to() == Mode.HOLDING) {
                alone = true;
                wanted = Mode.RENEWING;
            }
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }
}
