package dev.lifeguard.migrate.connect.file;

import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A file that a command writes whole. One that is there is written over only where the command
 * wrote it, where it is empty, or where nothing would be lost.
 *
 * @param command that writes it
 * @param mark what its files have near their beginning
 * @param earlier whether a beginning is that of a file from before there was a mark; each byte is
 *     one character
 */
public record ResultFile(Path path, String command, String mark, Predicate<String> earlier) {

    /** A mark stands in the first lines; a document may have something of a person before it. */
    private static final int BEGINNING = 1 << 16;

    /**
     * Writes it, and the folders above it.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when somebody else's file is there
     * @throws IOException when it cannot be written
     */
    public void write(byte[] bytes) throws IOException {
        if (!has(bytes)) {
            requireOwn();
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(path, bytes);
    }

    /** Whether it has these bytes; one that is not there, and what is no file, has not. */
    public boolean has(byte[] bytes) throws IOException {
        return Files.isRegularFile(path)
                && Files.size(path) == bytes.length
                && Arrays.equals(Files.readAllBytes(path), bytes);
    }

    /**
     * Refuses a file of somebody else, which would be gone. What is no file, as a pipe, is not.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there is one
     * @throws IOException when it cannot be read
     */
    public void requireOwn() throws IOException {
        if (!Files.isRegularFile(path)) {
            return;
        }
        String beginning = beginning();
        if (!beginning.isBlank() && !beginning.contains(mark) && !earlier.test(beginning)) {
            throw Refused.because(
                    "%s is in the way: it does not say \"%s\", so %s did not write it. Move it, or name another file."
                            .formatted(path, mark, command));
        }
    }

    private String beginning() throws IOException {
        try (InputStream bytes = Files.newInputStream(path)) {
            return new String(bytes.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
        }
    }
}
