package dev.lifeguard.migrate.source;

import java.util.Map;
import java.util.Optional;

/**
 * What a layout may ask for beside its files, where what they hold depends on it. This library
 * makes it.
 */
public interface Surroundings {

    /**
     * What the database calls itself, as its driver gives it: {@code PostgreSQL}, {@code MariaDB},
     * {@code MySQL}, {@code SQLite}, {@code H2}; or what it was said to be. It waits for the
     * connection. Empty where the files are read without a database.
     */
    Optional<String> database();

    /**
     * The schema in which the connection makes what is named without one. Like the two below it
     * waits for the connection, and is empty where the files are read without a database, or where
     * it has none.
     */
    default Optional<String> schema() {
        return Optional.empty();
    }

    /** Whom the connection's statements run as. */
    default Optional<String> user() {
        return Optional.empty();
    }

    /** The name of the database that it is connected to. */
    default Optional<String> databaseName() {
        return Optional.empty();
    }

    /** The values of placeholders that are declared, by their names. */
    Map<String, String> placeholders();

    /** Without a database, and without placeholders. */
    static Surroundings none() {
        return new Surroundings() {
            @Override
            public Optional<String> database() {
                return Optional.empty();
            }

            @Override
            public Map<String, String> placeholders() {
                return Map.of();
            }
        };
    }
}
