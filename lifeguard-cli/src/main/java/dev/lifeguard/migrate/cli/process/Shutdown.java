package dev.lifeguard.migrate.cli.process;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Ends the process in good order on SIGHUP, SIGINT and SIGTERM.
 *
 * <ol>
 *   <li>The JVM runs its shutdown hook, which tells the work to stop.
 *   <li>The main thread comes out of the work with an error, cleans up, and prints what it has to.
 *   <li>Meanwhile the hook waits, so that the JVM does not end under it; but not for longer than
 *       the work is worth.
 *   <li>Where the main thread does not come out in time, the hook does the last things itself.
 *   <li>The JVM ends with 128 and the signal's number, whatever the main thread wanted to return.
 * </ol>
 */
public final class Shutdown {

    /** What work is, as far as its end goes. */
    private record Work(Runnable stop, Supplier<Duration> patience) {}

    private static final Work NONE = new Work(() -> {}, () -> Duration.ofSeconds(1));

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<Work> work = new AtomicReference<>(NONE);
    private final AtomicReference<Runnable> lastThings = new AtomicReference<>(() -> {});

    /** Has the JVM tell when a signal ends it. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::request, "shutdown"));
    }

    /** The main thread has done everything, and is about to exit. */
    public void finished() {
        finished.countDown();
    }

    /** What is left to do when the main thread does not come to its end. */
    public void lastThings(Runnable things) {
        lastThings.set(things);
    }

    /** How the work that begins now is stopped, and how long its end may take. */
    public void onRequest(Runnable stop, Supplier<Duration> patience) {
        work.set(new Work(stop, patience));
        if (isRequested()) {
            stop.run();
        }
    }

    /** Whether a signal came. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Refuses to go on after a signal.
     *
     * @throws MigrationInterruptedException when one came
     */
    public void requireNotRequested() {
        if (isRequested()) {
            throw stopped();
        }
    }

    /**
     * Waits, unless a signal comes.
     *
     * @throws MigrationInterruptedException when one comes
     */
    public void pause(Duration time) {
        try {
            if (requested.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw stopped();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    /** The error for a run that was stopped before it changed anything. */
    static MigrationInterruptedException stopped() {
        return new MigrationInterruptedException(
                ErrorDetail.of(
                        ErrorKind.INTERRUPTED, "The run was told to stop. Nothing was changed."),
                null);
    }

    /** What the JVM does at a signal. */
    public void request() {
        if (finished.getCount() == 0) {
            return;
        }
        requested.countDown();
        work.get().stop().run();
        try {
            if (!finishesInTime()) {
                lastThings.get().run();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    /** The patience is asked for again and again, since the work may come to another part. */
    private boolean finishesInTime() throws InterruptedException {
        long start = System.nanoTime();
        while (!finished.await(50, TimeUnit.MILLISECONDS)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(work.get().patience().get()) > 0) {
                return false;
            }
        }
        return true;
    }
}
