package dev.lifeguard.migrate.tests.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own, whose end is waited for with a deadline.
 *
 * @param <T> what it results in
 */
public final class Background<T> {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Thread.Builder kind, Callable<T> work) {
        this.task = new FutureTask<>(work);
        this.thread = kind.unstarted(task);
    }

    /** Begins it. */
    public static <T> Background<T> start(Callable<T> work) {
        return start(Thread.ofVirtual(), work);
    }

    /** Begins it on a thread of some kind. */
    public static <T> Background<T> start(Thread.Builder kind, Callable<T> work) {
        Background<T> background = new Background<>(kind, work);
        background.thread.start();
        return background;
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return task.isDone();
    }

    /** Interrupts its thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** What it resulted in; an error when it failed. */
    public T result() {
        try {
            return task.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("It failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError("It did not end within " + DEADLINE, stuck);
        }
    }

    /** What it failed with; an error when it did not, or failed with something else. */
    public <X extends Throwable> X failure(Class<X> type) {
        try {
            T result = task.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("It did not fail, but resulted in " + result);
        } catch (ExecutionException failed) {
            if (type.isInstance(failed.getCause())) {
                return type.cast(failed.getCause());
            }
            throw new AssertionError("It failed with something else", failed.getCause());
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError("It did not end within " + DEADLINE, stuck);
        }
    }
}
