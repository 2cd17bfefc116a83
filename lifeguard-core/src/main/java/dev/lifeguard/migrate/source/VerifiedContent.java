package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Content that is what was hashed: a file that changes between its hashing and its running would
 * otherwise run under a checksum that is not its own.
 *
 * <p>A small file is read whole, and what was compared is what is given out; a large one is read
 * twice, first to compare it.
 */
record VerifiedContent(MigrationFile file, Checksum expected) implements ScriptContent {

    private static final int WHOLE_BYTES = 1024 * 1024;

    @Override
    public String fileName() {
        return file.name();
    }

    @Override
    public InputStream open() throws IOException {
        try (InputStream stream = file.open()) {
            byte[] head = stream.readNBytes(WHOLE_BYTES);
            if (head.length < WHOLE_BYTES) {
                compare(Checksum.of(new ByteArrayInputStream(head)));
                return new ByteArrayInputStream(head);
            }
        }
        try (InputStream stream = file.open()) {
            compare(Checksum.of(stream));
        }
        return file.open();
    }

    private void compare(Checksum found) {
        if (!found.equals(expected)) {
            throw new InvalidScriptException(
                    "was changed since this run began. Run it again.", fileName());
        }
    }
}
