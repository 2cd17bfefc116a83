package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked into a directory that nobody else can write to: whoever can
 * change them is whoever runs them.
 *
 * @param home what holds {@code bin}, {@code lib} and {@code share}
 */
record ServerPrograms(Path home) {

    static final String PREFIX = "postgresql-";

    private static final int EXECUTABLE = 0100;

    /**
     * Refuses to go on, before anything is made, where there are none.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there are none
     */
    static void require(ServerCaller caller) {
        try (InputStream found = caller.programs()) {
            Objects.requireNonNull(found);
        } catch (IllegalStateException | LinkageError notThere) {
            throw caller.missingPrograms();
        } catch (IOException later) {
            // Whoever unpacks them says so.
        }
    }

    /** Unpacks them where they are not there yet. */
    static ServerPrograms in(PrivateDirectory directory, ServerCaller caller) throws IOException {
        byte[] archive = archive(caller);
        Path home = directory.path().resolve(name(archive));
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            return new ServerPrograms(home);
        }
        Path unpacked =
                Files.createTempDirectory(
                        directory.path(), "unpacking", PrivateDirectory.attributes());
        try {
            unpack(archive, unpacked);
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            delete(unpacked);
            if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                throw failure;
            }
            // Another process was faster.
        }
        return new ServerPrograms(home);
    }

    /** The major version of the server, as its data directory names it. */
    String major() throws IOException {
        // What initdb makes the catalogue from begins with "# PostgreSQL 18".
        try (Stream<String> lines =
                Files.lines(
                        home.resolve("share/postgresql/postgres.bki"), StandardCharsets.UTF_8)) {
            return lines.findFirst()
                    .map(line -> line.replaceFirst("^# PostgreSQL ", ""))
                    .orElseThrow(() -> new IOException("postgres.bki is empty"));
        }
    }

    /** The system and the processor, as the names of the archives have them. */
    static String platform() {
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "aarch64", "arm64" -> "arm64v8";
                    case String other -> other.equals("x86_64") ? "amd64" : other;
                };
        return system().toLowerCase(Locale.ROOT) + "-" + processor;
    }

    /** What tells these programs from those of all other versions, as the name of a folder. */
    static String name(ServerCaller caller) {
        try {
            return name(archive(caller));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String name(byte[] archive) {
        return PREFIX + digest(archive);
    }

    private static byte[] archive(ServerCaller caller) throws IOException {
        try (InputStream archive = caller.programs()) {
            return archive.readAllBytes();
        }
    }

    /**
     * Opens the archive that is on the class path.
     *
     * @throws IllegalStateException when there is none
     */
    static InputStream onClassPath() throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system(), System.getProperty("os.arch"));
    }

    private static String system() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows")
                ? "Windows"
                : system.startsWith("mac") ? "Darwin" : "Linux";
    }

    private static String digest(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void unpack(byte[] archive, Path to) throws IOException {
        try (TarArchiveInputStream files =
                new TarArchiveInputStream(
                        new BufferedInputStream(
                                new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = files.getNextEntry();
                    entry != null;
                    entry = files.getNextEntry()) {
                unpack(entry, files, to.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
            throws IOException {
        Files.createDirectories(file.getParent());
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("a hard link in the archive: " + entry.getName());
        } else {
            Files.copy(content, file);
            if ((entry.getMode() & EXECUTABLE) != 0 && !file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /**
     * Runs one of them to its end.
     *
     * @param input what it reads
     * @param log where its output is appended
     * @param command its name and its arguments; the process list shows them to everybody
     * @throws IOException when it fails
     */
    void run(String input, Path log, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; in a user namespace of its own root is nobody.
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.add(home.resolve("bin").resolve(command.getFirst()).toString());
        whole.addAll(command.subList(1, command.size()));
        Process process =
                new ProcessBuilder(whole)
                        .redirectErrorStream(true)
                        // Through a pipe, the server would keep it open.
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start();
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(
                        "%s ended with exit code %s".formatted(command.getFirst(), exit));
            }
        } catch (InterruptedException interrupt) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupt);
        }
    }
}
