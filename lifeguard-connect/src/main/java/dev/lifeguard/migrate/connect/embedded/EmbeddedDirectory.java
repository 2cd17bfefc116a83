package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an embedded server is kept.
 *
 * @param root the directory that the user named
 * @param real the same without links, so that it has one name only
 */
record EmbeddedDirectory(Path root, Path real) {

    private static final Set<String> OWN =
            Set.of(
                    "data",
                    "server.log",
                    "lock",
                    "owner",
                    "unfinished",
                    "password",
                    "password.new",
                    "programs",
                    "users");

    /**
     * Makes the directory where it is not there.
     *
     * @throws ConfigurationException when that is not possible
     */
    static EmbeddedDirectory at(Path root) {
        try {
            Files.createDirectories(root, PrivateDirectory.attributes());
            EmbeddedDirectory directory = new EmbeddedDirectory(root, root.toRealPath());
            if (!Files.isWritable(root)) {
                throw directory.unusable("cannot be written to", null);
            }
            directory.requirePrivate();
            if (directory.real.toString().matches(".*[$`\"].*")) {
                throw directory.unusable("has one of the characters $ ` \" in its path", null);
            }
            return directory;
        } catch (IOException impossible) {
            throw new EmbeddedDirectory(root, root)
                    .unusable("cannot be made: " + FaultText.of(impossible), impossible);
        }
    }

    /** One of an earlier version of this program may be open to others: it is closed. */
    private void requirePrivate() throws IOException {
        if (!PrivateDirectory.isOwn(real)) {
            throw unusable("belongs to another user", null);
        }
        if (holdsNothingElse()) {
            PrivateDirectory.close(real);
        } else if (PrivateDirectory.isWritableByOthers(real)) {
            throw unusable("holds other files, and other users may write to it", null);
        }
    }

    private boolean holdsNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(real)) {
            return files.allMatch(file -> OWN.contains(file.getFileName().toString()));
        }
    }

    /** The server's own files. */
    Path data() {
        return real.resolve("data");
    }

    /** What the server wrote since its last start. */
    Path log() {
        return root.resolve("server.log");
    }

    /** The superuser's. */
    Path password() {
        return real.resolve("password");
    }

    /** Locked by the process that has the server. */
    Path lock() {
        return root.resolve("lock");
    }

    /** Who that is, for people. */
    Path owner() {
        return root.resolve("owner");
    }

    /** A file for each of those who share the server. */
    Path users() {
        return real.resolve("users");
    }

    /** There from before the first start until after it. */
    private Path unfinished() {
        return root.resolve("unfinished");
    }

    /**
     * Makes sure that a server can start in it: on an empty place, or on data of its version.
     *
     * @param major the major version of the server's programs
     * @throws ConfigurationException when the data is another version's
     */
    void prepare(String major) throws IOException {
        if (Files.exists(unfinished())) {
            remove("the rest of a first start that was cut off");
        }
        if (!Files.exists(data())) {
            Files.writeString(unfinished(), "The first start has not ended yet.\n");
            return;
        }
        Path versionFile = data().resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            throw unusable(
                    "holds a directory \"data\" that is no PostgreSQL's: it has no PG_VERSION",
                    null);
        }
        String version = Files.readString(versionFile).strip();
        if (!version.equals(major)) {
            throw unusable(
                    "holds data of PostgreSQL %s, and this program runs PostgreSQL %s on it"
                            .formatted(version, major),
                    null);
        }
    }

    /**
     * Removes the server's files.
     *
     * @param what they are, for the message
     * @throws ConfigurationException when that is not possible
     */
    void remove(String what) {
        try {
            new LeftoverStart(data()).remove();
        } catch (IOException stays) {
            throw unusable(
                    "holds %s, which cannot be removed: %s".formatted(what, FaultText.of(stays)),
                    stays);
        }
    }

    /** The first start has ended: the data is worth keeping from now on. */
    void initialized() throws IOException {
        Files.deleteIfExists(unfinished());
    }

    /** Whether the server's last start failed since somebody else listens on its port. */
    boolean logTellsOfTakenPort() throws IOException {
        return Files.readString(log()).contains("could not bind");
    }

    /** The last lines that matter in the server's log. */
    Optional<String> lastOfLog() {
        try {
            List<String> lines =
                    Files.readAllLines(log()).stream()
                            .filter(
                                    line ->
                                            line.matches(
                                                    ".*(FATAL|PANIC|error|ERROR|cannot|could"
                                                            + " not|unshare:).*"))
                            .toList();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(lines.getLast().replaceFirst(".*(FATAL|PANIC): *", "").strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private ConfigurationException unusable(String why, @Nullable Throwable cause) {
        return Refused.because(
                ("The directory \"%s\" of the embedded server %s. Name another one:"
                                + " embedded:postgresql:DIR, or move this one away.")
                        .formatted(root, why),
                cause);
    }
}
