package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changelogs in memory, and what is found in them. */
final class Changelogs {

    private Changelogs() {}

    /**
     * A file.
     *
     * @param text each character is a byte where they are of Latin 1
     */
    record InMemory(String name, String text, Charset charset) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(charset));
        }
    }

    record Around(Optional<String> database, Map<String, String> placeholders)
            implements Surroundings {}

    static MigrationFile file(String name, String text) {
        return new InMemory(name, text, StandardCharsets.UTF_8);
    }

    /** What the lines below a header hold, on PostgreSQL. */
    static List<Found> found(String text) throws IOException {
        return found(text, "PostgreSQL", Map.of());
    }

    static List<Found> found(String text, String database, Map<String, String> placeholders)
            throws IOException {
        return LiquibaseLayout.LAYOUT.read(
                List.of(file("a.sql", "--liquibase formatted sql\n" + text)),
                new Around(Optional.of(database), placeholders));
    }

    static String text(Found found) throws IOException {
        try (InputStream stream = found.file().open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String reason(Found found) {
        return ((Found.Refused) found).reason();
    }
}
