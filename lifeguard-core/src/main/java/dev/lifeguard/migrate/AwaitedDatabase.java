package dev.lifeguard.migrate;

import dev.lifeguard.migrate.source.Surroundings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What layouts may ask for while the connection is made: most never ask for the database, and one
 * that does waits for it.
 */
final class AwaitedDatabase implements Surroundings {

    private final Map<String, String> placeholders;
    private final CompletableFuture<Optional<String>> database = new CompletableFuture<>();

    /** Whether the database was asked for, once that is known. */
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();

    AwaitedDatabase(Map<String, String> placeholders) {
        this.placeholders = placeholders;
    }

    /** Called when the connection is there, or fails; only the first call counts. */
    void complete(Optional<String> product) {
        database.complete(product);
    }

    /** Called when all is read, or cannot be. */
    void readingEnds() {
        asked.complete(false);
    }

    /** Waits until all is read, or the database is asked for. */
    boolean isAskedFor() {
        return asked.join();
    }

    @Override
    public Optional<String> database() {
        asked.complete(true);
        return database.join();
    }

    @Override
    public Map<String, String> placeholders() {
        return placeholders;
    }
}
