package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file with diagrams. */
public record DiagramFile(Path path) {

    /**
     * Writes it, unless it is a document that somebody else wrote, which would be gone.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it cannot be written
     */
    public void write(byte[] bytes) {
        try {
            if (DiagramFormat.isDocument(path) && Files.exists(path)) {
                requireOwn();
            }
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(path, bytes);
        } catch (IOException failure) {
            throw Refused.because(
                    "The diagram cannot be written: %s.".formatted(FaultText.of(failure)), failure);
        }
    }

    private void requireOwn() throws IOException {
        String there = Files.readString(path);
        if (!there.isBlank() && !there.contains(MarkdownText.MARK)) {
            throw Refused.because(
                    "%s is in the way: it does not say \"%s\", so erd did not write it. Move it, or name another file."
                            .formatted(path, MarkdownText.MARK));
        }
    }

    /** Whether it has these bytes; one that is not there has not. */
    public boolean has(byte[] bytes) {
        try {
            return Files.exists(path) && Arrays.equals(Files.readAllBytes(path), bytes);
        } catch (IOException failure) {
            throw Refused.because(
                    "The diagram cannot be compared: %s.".formatted(FaultText.of(failure)),
                    failure);
        }
    }
}
