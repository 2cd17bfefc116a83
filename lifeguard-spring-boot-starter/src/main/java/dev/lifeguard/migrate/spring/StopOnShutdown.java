package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stops a run when the JVM is told to end.
 *
 * <p>The context's own hook waits until the start is over, a migration of an hour included, and the
 * process would be killed before. This one stops the statement, so that the transaction is rolled
 * back and the lock released; then the start fails, and the context's hook goes on.
 */
final class StopOnShutdown {

    /** As long as a rollback and the release of the lock may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Migrator migrator;

    StopOnShutdown(Migrator migrator) {
        this.migrator = migrator;
    }

    /** Lets the migrator run. */
    <T> T during(Supplier<T> run) {
        Thread hook = new Thread(this::stop, "lifeguard-stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            migrator.stop();
        }
        try {
            return run.get();
        } finally {
            over.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // It runs, and has nothing left to wait for.
        }
    }

    private void stop() {
        migrator.stop();
        try {
            // Where nobody waits for the start, the JVM would end under the rollback.
            boolean inTime = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                MigrationInitializer.LOG.warn(
                        "The migration did not stop within {} s; the process ends, and the lock's"
                                + " lease runs out",
                        PATIENCE.toSeconds());
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
