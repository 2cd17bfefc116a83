package dev.lifeguard.migrate.tests.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where PostgreSQL's client programs are. */
final class ClientProgram {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private ClientProgram() {}

    /**
     * The path of a program, or its name where the shell finds it. Debian has a Perl script of that
     * name on the path, which takes longer to start than the program.
     */
    static String named(String name) {
        if (!Files.isDirectory(DEBIAN)) {
            return name;
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst()
                    .orElse(name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
