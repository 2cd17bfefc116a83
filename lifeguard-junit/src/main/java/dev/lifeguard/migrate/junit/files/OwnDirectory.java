package dev.lifeguard.migrate.junit.files;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process's own directory for files of its tests, among those for temporary files. */
final class OwnDirectory {

    private static final Pattern NAME = Pattern.compile("lifeguard-junit-([0-9]+)-.*");

    /** For a person to look at what was kept, and beyond any doubt on a process's number. */
    private static final Duration KEPT = Duration.ofDays(1);

    private OwnDirectory() {}

    /** Makes it, and removes those of processes that ended without doing so. */
    static Path make() {
        try {
            removeLeftovers();
            return Files.createTempDirectory(
                            "lifeguard-junit-%s-".formatted(ProcessHandle.current().pid()))
                    .toRealPath();
        } catch (IOException failure) {
            throw Refused.because(
                    "No directory for the tests' databases could be made: %s."
                            .formatted(FaultText.of(failure)),
                    failure);
        }
    }

    private static void removeLeftovers() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> all = Files.list(temporary)) {
            all.filter(OwnDirectory::isLeft).forEach(OwnDirectory::delete);
        }
    }

    private static boolean isLeft(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        try {
            return name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                    && Files.getLastModifiedTime(directory)
                            .toInstant()
                            .isBefore(Instant.now().minus(KEPT));
        } catch (IOException | NumberFormatException unknown) {
            return false;
        }
    }

    /** Removes what can be removed; another user's, or what is open on Windows, stays. */
    static void delete(Path tree) {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException changing) {
            // Another process removes it too.
            return;
        }
        for (Path each : deepestFirst) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException stays) {
                return;
            }
        }
    }
}
