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
    private final CompletableFuture<Optional<ReachedDatabase>> database = new CompletableFuture<>();

    /** Whether the database was asked for, once that is known. */
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();

    AwaitedDatabase(Map<String, String> placeholders) {
        this.placeholders = placeholders;
    }

    /** Called when the connection is there, or fails; only the first call counts. */
    void complete(Optional<ReachedDatabase> reached) {
        database.complete(reached);
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
        return reached().map(ReachedDatabase::product);
    }

    @Override
    public Optional<String> schema() {
        return reached().map(ReachedDatabase::schema);
    }

    @Override
    public Optional<String> user() {
        return reached().map(ReachedDatabase::user);
    }

    @Override
    public Optional<String> databaseName() {
        return reached().map(ReachedDatabase::name);
    }

    private Optional<ReachedDatabase> reached() {
        asked.complete(true);
        return database.join();
    }

    @Override
    public Map<String, String> placeholders() {
        return placeholders;
    }
}
