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
