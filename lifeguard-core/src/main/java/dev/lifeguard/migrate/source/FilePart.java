package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A part of a file, as a file of its own.
 *
 * @param of the file
 */
record FilePart(MigrationFile of, String text, int firstLine) implements MigrationFile {

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
