package dev.lifeguard.migrate.tests.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A library for a server's processes that lets a flush to the disk fail once: what was written is
 * in the operating system's hands, the server is told that it is not on the disk, and ends in a
 * panic.
 */
final class FailingDisk implements AutoCloseable {

    private final Path directory;

    /** Compiles it with the first C compiler that there is. */
    FailingDisk() {
        try {
            directory = Files.createTempDirectory("disk");
            Path source = directory.resolve("disk.c");
            Files.writeString(source, source(order()));
            Process compiler =
                    new ProcessBuilder(
                                    compiler().toString(),
                                    "-shared",
                                    "-fPIC",
                                    "-o",
                                    library().toString(),
                                    source.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("compiler.out").toFile())
                            .start();
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException(
                        Files.readString(directory.resolve("compiler.out")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    /** Without headers, which not every compiler comes with; no flush takes any time. */
    private static String source(Path order) {
        return """
        extern int *__errno_location(void);
        extern int unlink(const char *path);

        int fsync(int file) {
            return 0;
        }

        int fdatasync(int file) {
            if (unlink("%s") == 0) {
                *__errno_location() = 5;
                return -1;
            }
            return 0;
        }
        """
                .formatted(order);
    }

    private static Path compiler() {
        List<Path> folders = Stream.of(System.getenv("PATH").split(":")).map(Path::of).toList();
        return Stream.of("cc", "gcc", "clang", "tcc")
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no C compiler"));
    }

    /** What the server's processes load. */
    Path library() {
        return directory.resolve("disk.so");
    }

    /** The statement behind which the next flush fails. */
    String failNext() {
        return "COPY (SELECT 1) TO '%s';".formatted(order());
    }

    private Path order() {
        return directory.resolve("fail");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
