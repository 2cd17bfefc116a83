package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory with all that is in it. */
public final class FileTree {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FileTree() {}

    /** Removes it. Processes that were ended may write and remove files until they see it. */
    public static void delete(Path directory) {
        Instant last = Instant.now().plus(PATIENCE);
        try {
            while (Files.exists(directory) && !isDeleted(directory)) {
                if (Instant.now().isAfter(last)) {
                    throw new DirectoryNotEmptyException(directory.toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isDeleted(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (DirectoryNotEmptyException changing) {
            return false;
        } catch (UncheckedIOException changing) {
            if (changing.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw changing;
        }
    }
}
