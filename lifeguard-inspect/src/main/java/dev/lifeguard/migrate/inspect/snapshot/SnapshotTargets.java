package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a snapshot is kept.
 *
 * @param file all of it
 * @param directory one file an object
 */
public record SnapshotTargets(Optional<Path> file, Optional<Path> directory) {

    /** How many files one sentence names. */
    private static final int NAMED = 5;

    /**
     * A file or a directory that is not up to date.
     *
     * @param object the first object that differs, with its type; or the file that does
     */
    public record Stale(Path path, String object) {}

    /** Those that there are. */
    public List<Path> paths() {
        return Stream.concat(file.stream(), directory.stream()).toList();
    }

    /**
     * Refuses those where migrations would be read from.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when one is
     */
    public void requireNotRead(MigrationDirectories migrations) {
        file.ifPresent(path -> migrations.requireNotRead("--file", path));
        directory.ifPresent(
                path ->
                        SnapshotFiles.folders(path)
                                .forEach(it -> migrations.requireNoneIn("--directory", path, it)));
    }

    /**
     * Writes it there.
     *
     * @return a warning about files of somebody else, which are left as they are
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it cannot be written
     */
    public Optional<String> write(SchemaSnapshot snapshot) {
        try {
            List<String> left =
                    directory.isPresent()
                            ? SnapshotFiles.writeAll(snapshot, directory.get())
                            : List.of();
            if (file.isPresent()) {
                SnapshotFiles.write(snapshot, file.get());
            }
            return left.isEmpty() ? Optional.empty() : Optional.of(told(left));
        } catch (IOException failure) {
            throw Refused.because(
                    "The snapshot cannot be written: %s.".formatted(FaultText.of(failure)),
                    failure);
        }
    }

    private static String told(List<String> left) {
        return "Left as they are, since snapshot did not write them: %s%s."
                .formatted(
                        String.join(", ", left.subList(0, Math.min(left.size(), NAMED))),
                        left.size() > NAMED ? " and %s more".formatted(left.size() - NAMED) : "");
    }

    /**
     * The first of them that does not have it as it is; nothing is written.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when they cannot be compared
     */
    public Optional<Stale> stale(SchemaSnapshot snapshot) {
        try {
            if (file.isPresent()) {
                Path path = file.get();
                Optional<Stale> found =
                        SnapshotFiles.stale(snapshot, path).map(first -> new Stale(path, first));
                if (found.isPresent()) {
                    return found;
                }
            }
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            Path path = directory.get();
            return SnapshotFiles.staleAmong(snapshot, path).map(first -> new Stale(path, first));
        } catch (IOException failure) {
            throw Refused.because(
                    "The snapshot cannot be compared: %s.".formatted(FaultText.of(failure)),
                    failure);
        }
    }
}
