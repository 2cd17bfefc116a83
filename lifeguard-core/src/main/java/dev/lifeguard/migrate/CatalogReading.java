package dev.lifeguard.migrate;

import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Reads and hashes the migrations on a thread of its own, while the connection is made: neither
 * waits for the other, and each takes about as long.
 */
final class CatalogReading {

    private final FutureTask<MigrationCatalog> task;
    private final AwaitedDatabase around;

    private CatalogReading(FutureTask<MigrationCatalog> task, AwaitedDatabase around) {
        this.task = task;
        this.around = around;
    }

    /** Begins; the thread has the caller's context class loader. */
    static CatalogReading of(MigratorConfig config) {
        AwaitedDatabase around = new AwaitedDatabase(config.placeholders());
        FutureTask<MigrationCatalog> task =
                new FutureTask<>(
                        () -> MigrationCatalog.of(config.sources(), config.classPath(), around)) {
                    @Override
                    protected void done() {
                        around.readingEnds();
                    }
                };
        Thread thread = new Thread(task, "lifeguard-migrate reads migrations");
        thread.setDaemon(true);
        thread.start();
        return new CatalogReading(task, around);
    }

    /** Says which database it is, or that there is none to be had. */
    CatalogReading on(Optional<ReachedDatabase> database) {
        around.complete(database);
        return this;
    }

    /** Waits for what can be read without the database; throws what is wrong with it. */
    void requireReadable() {
        if (!around.isAskedFor()) {
            catalog();
        }
    }

    /**
     * The catalog, or what made it fail, as it was thrown. Like any reading of files it cannot be
     * interrupted; an interrupt stays set.
     */
    MigrationCatalog catalog() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw thrown(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where it was read, and below that who asked for it. */
    private static StackTraceElement[] withCallers(StackTraceElement[] reader) {
        return Stream.of(reader, new Throwable().getStackTrace())
                .flatMap(Stream::of)
                .toArray(StackTraceElement[]::new);
    }

    private static RuntimeException thrown(ExecutionException failure) {
        Throwable cause = Objects.requireNonNull(failure.getCause());
        cause.setStackTrace(withCallers(cause.getStackTrace()));
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure);
    }
}
