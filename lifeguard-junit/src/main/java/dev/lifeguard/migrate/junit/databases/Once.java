package dev.lifeguard.migrate.junit.databases;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A value that is made when it is first asked for; a failure to make it is kept as well. */
public final class Once<T> {

    private final FutureTask<T> task;

    /** One that is not made yet. */
    public Once(Supplier<T> maker) {
        this.task = new FutureTask<>(maker::get);
    }

    /**
     * It; a second caller waits for the first one.
     *
     * @throws RuntimeException the failure of the first caller
     */
    public T get() {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a database was made", interrupt);
        }
    }
}
