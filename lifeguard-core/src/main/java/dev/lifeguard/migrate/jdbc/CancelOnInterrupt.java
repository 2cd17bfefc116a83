package dev.lifeguard.migrate.jdbc;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cancels a statement when the thread that waits for it is interrupted.
 *
 * <p>An interrupt closes the socket of a virtual thread, and the server goes on for a while; a
 * platform thread's socket does not notice it at all. An interruptible channel is told of it by the
 * interrupting thread, without a thread of its own that looks again and again.
 */
final class CancelOnInterrupt extends AbstractInterruptibleChannel {

    /** SQLState query_canceled. */
    private static final String CANCELLED = "57014";

    private final RunningStatement statement;
    private final ReentrantLock state = new ReentrantLock();
    private boolean running;

    private CancelOnInterrupt(RunningStatement statement) {
        this.statement = statement;
    }

    /**
     * Begins it, in the thread that is about to send a statement.
     *
     * @throws SQLException when that is interrupted already
     */
    static CancelOnInterrupt of(RunningStatement statement) throws SQLException {
        CancelOnInterrupt cancelling = new CancelOnInterrupt(statement);
        cancelling.setRunning(true);
        cancelling.begin();
        if (Thread.currentThread().isInterrupted()) {
            cancelling.done();
            throw new SQLException("the thread was interrupted", CANCELLED);
        }
        return cancelling;
    }

    /** The statement has ended: what is sent next is not cancelled. */
    void done() {
        try {
            end(true);
        } catch (ClosedByInterruptException interrupt) {
            // The flag stands, and whoever goes on asks for it.
        } catch (AsynchronousCloseException closed) {
            throw new IllegalStateException(closed);
        }
        setRunning(false);
    }

    private void setRunning(boolean now) {
        state.lock();
        try {
            running = now;
        } finally {
            state.unlock();
        }
    }

    @Override
    protected void implCloseChannel() {
        state.lock();
        try {
            if (running) {
                statement.cancel();
            }
        } finally {
            state.unlock();
        }
    }
}
