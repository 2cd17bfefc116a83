package dev.lifeguard.migrate.tests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archives, made anew of what is built, and unpacked into a folder that has blanks in its name
 * and nobody may write to.
 *
 * @param directory where the archives are
 * @param ownJava the unpacked one with a runtime of its own
 * @param anyJava the unpacked one without
 */
record Archives(Path directory, Path ownJava, Path anyJava) {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> SYSTEM = Map.of("PATH", System.getenv("PATH"));

    /** Makes them, as {@code make dist} does, in a directory that every user may look into. */
    static Archives make(Path directory) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script = CHECKOUT.resolve("scripts/dist").toString();
        Run made =
                Run.of(
                        directory,
                        Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", jdk()),
                        List.of(script, "--built", directory.toString()));
        assertThat(made.exit()).as(made.errors()).isZero();
        return new Archives(
                directory,
                unpacked(directory, "own java", "lifeguard-migrate-[0-9.]+-(?!postgresql).*"),
                unpacked(directory, "any java", "lifeguard-migrate-[0-9.]+"));
    }

    private static String jdk() {
        return System.getProperty("java.home");
    }

    private static Path unpacked(Path directory, String name, String pattern)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectory(directory.resolve(name));
        unpack(named(directory, pattern + "\\.tar\\.gz"), folder);
        run(folder, "chmod", "-R", "a-w", ".");
        return named(folder, ".*");
    }

    private static Path named(Path directory, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The programs of the embedded PostgreSQL. */
    Path postgresql() throws IOException {
        return named(directory, "lifeguard-migrate-.*-postgresql-.*");
    }

    static void unpack(Path archive, Path folder) throws IOException, InterruptedException {
        run(folder, "tar", "-xzf", archive.toString());
    }

    /** Runs a program of the system to its end, which has to be a good one. */
    static void run(Path directory, String... command) throws IOException, InterruptedException {
        Run run = Run.of(directory, SYSTEM, List.of(command));
        assertThat(run.exit()).as(run.output() + run.errors()).isZero();
    }

    /** So that the directory can be deleted. */
    void makeWritable() throws IOException, InterruptedException {
        run(directory, "chmod", "-R", "u+w", ".");
    }
}
