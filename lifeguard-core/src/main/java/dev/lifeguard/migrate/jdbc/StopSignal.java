package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a run to stop, from any thread: what waits wakes up, what runs is cancelled. */
public final class StopSignal {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicReference<@Nullable Session> running = new AtomicReference<>();

    /** Asks the run to stop; can be called again and again. */
    public void request() {
        requested.countDown();
        cancelRunning();
    }

    /** Cancels the statement that runs, without asking the run to stop. */
    public void cancelRunning() {
        Session session = running.get();
        if (session != null) {
            session.cancel();
        }
    }

    /** Whether the run was asked to stop, or its thread interrupted. */
    public boolean isRequested() {
        return requested.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    /** Names the session whose statement is to be cancelled, or null for none. */
    public void watch(@Nullable Session session) {
        running.set(session);
    }

    /**
     * Waits, unless it was asked to stop.
     *
     * @throws MigrationInterruptedException when it was, or when the thread was interrupted, whose
     *     flag then stands again
     */
    public void pause(Duration time, String doing) {
        try {
            if (requested.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw stopped(doing);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw stopped(doing);
        }
    }

    /**
     * Does something to its end in an interrupted thread, too, whose flag stands again afterwards:
     * in a virtual thread every use of a socket would fail at once.
     */
    public static <T> T uninterrupted(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The error that says where the run was when it was told to stop. */
    public static MigrationInterruptedException stopped(String state) {
        return new MigrationInterruptedException(
                ErrorDetail.of(ErrorKind.INTERRUPTED, "The run was told to stop. " + state), null);
    }
}
