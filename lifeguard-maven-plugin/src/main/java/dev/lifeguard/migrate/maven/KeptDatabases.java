package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The databases that builds have made of a project's migrations, each in a directory of its own.
 *
 * <ol>
 *   <li>One whose migrations are all there unchanged is used again; further ones are applied to it.
 *   <li>Any other set of migrations gets a new one: what was applied is never taken back.
 *   <li>The file {@code migrations} in its directory says what it was made of. It is not there
 *       while migrations are applied, so that one that a build left in the middle is not used.
 *   <li>The newest few are kept, for those who go from branch to branch.
 * </ol>
 *
 * <p>One process at a time looks for its database and makes it; that is its caller's business.
 */
record KeptDatabases(Path root) {

    private static final int MOST = 3;
    private static final String MADE_OF = "migrations";

    /** One of them. */
    record Kept(Path directory) {

        private Path madeOf() {
            return directory.resolve(MADE_OF);
        }

        /** What it was made of; empty for one that is not complete. */
        private Optional<MigrationDigest> digest() {
            try {
                return Files.exists(madeOf())
                        ? Optional.of(MigrationDigest.ofLines(Files.readAllLines(madeOf())))
                        : Optional.empty();
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }

        boolean isComplete() {
            return digest().isPresent();
        }

        boolean isMadeOf(MigrationDigest wanted) {
            return digest().filter(wanted::equals).isPresent();
        }

        /** Migrations are about to be applied to it. */
        void begin() throws IOException {
            Files.createDirectories(directory);
            Files.deleteIfExists(madeOf());
        }

        /** All of them are. */
        void complete(MigrationDigest digest) throws IOException {
            Path written = Files.write(directory.resolve(MADE_OF + ".new"), digest.lines());
            Files.move(written, madeOf(), StandardCopyOption.ATOMIC_MOVE);
        }

        private FileTime lastUse() {
            try {
                return Files.getLastModifiedTime(madeOf());
            } catch (IOException incomplete) {
                return FileTime.from(Instant.EPOCH);
            }
        }
    }

    /** One that some of the migrations were applied to and no others, if there is one. */
    Optional<Kept> find(MigrationDigest wanted) throws IOException {
        return all().stream()
                .filter(kept -> kept.digest().filter(wanted::continues).isPresent())
                .max(Comparator.comparingInt(kept -> kept.digest().orElseThrow().parts().size()));
    }

    /** A new one. */
    Kept make() {
        return new Kept(root.resolve(UUID.randomUUID().toString()));
    }

    /** Removes those that are not used and not among the newest. */
    void tidy(Kept used) throws IOException {
        List<Kept> old =
                all().stream()
                        .filter(kept -> !kept.equals(used))
                        .sorted(Comparator.comparing(Kept::lastUse).reversed())
                        .toList();
        for (int at = 0; at < old.size(); at++) {
            if (at >= MOST - 1 || old.get(at).digest().isEmpty()) {
                remove(old.get(at));
            }
        }
    }

    private static void remove(Kept kept) throws IOException {
        if (EmbeddedServer.removeUnused(kept.directory())) {
            try (Stream<Path> files = Files.walk(kept.directory())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }
    }

    private List<Kept> all() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(Files::isDirectory).map(Kept::new).toList();
        }
    }
}
