package dev.lifeguard.migrate.source;

import java.io.IOException;
import java.io.InputStream;

/** A file of a {@link MigrationSource}, which can be read again and again. */
public interface MigrationFile {

    /** Its path in the source, with {@code /} between folders; its last part says what it is. */
    String name();

    /**
     * Opens it at its first byte; the caller closes it.
     *
     * @throws IOException when it cannot be read
     */
    InputStream open() throws IOException;
}
