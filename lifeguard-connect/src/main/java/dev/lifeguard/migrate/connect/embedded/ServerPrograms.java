package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of PostgreSQL, unpacked into a directory that nobody else can write to: whoever can
 * change them is whoever runs them.
 *
 * @param home what holds {@code bin}, {@code lib} and {@code share}
 */
record ServerPrograms(Path home) {

    /** Unpacks them where they are not there yet. */
    static ServerPrograms in(PrivateDirectory directory, ServerCaller caller) throws IOException {
        ProgramsArchive archive = ProgramsArchive.of(caller);
        Path home = directory.path().resolve(archive.name());
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            return new ServerPrograms(home);
        }
        Path unpacked =
                Files.createTempDirectory(
                        directory.path(), "unpacking", PrivateDirectory.attributes());
        try {
            ArchivedFiles.unpack(archive.content(), unpacked);
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
