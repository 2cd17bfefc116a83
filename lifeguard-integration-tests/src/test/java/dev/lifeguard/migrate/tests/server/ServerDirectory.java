package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data directory of one server, whose name says which process it belongs to.
 *
 * <p>A killed JVM leaves its servers running. The next one ends them and removes their directories.
 *
 * @param path where it is
 */
record ServerDirectory(Path path) {

    private static final Pattern NAME =
            Pattern.compile(
                    "(?<major>[0-9]+)-(?<process>[0-9]+)-(?<started>[0-9]+)" + "(-[0-9a-f]+)?");

    static ServerDirectory ofThisProcess(int major) throws IOException {
        Path parent = ServerMemory.directory();
        sweep(parent);
        ProcessHandle self = ProcessHandle.current();
        return new ServerDirectory(
                parent.resolve("%s-%s-%s".formatted(major, self.pid(), started(self))));
    }

    /** One of several for the same version. */
    static ServerDirectory another(int major) throws IOException {
        Path first = ofThisProcess(major).path();
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        return new ServerDirectory(first.resolveSibling(first.getFileName() + "-" + suffix));
    }

    private static void sweep(Path parent) throws IOException {
        List<Path> directories;
        try (Stream<Path> children = Files.list(parent)) {
            directories = children.toList();
        }
        for (Path directory : directories) {
            if (isAbandoned(directory)) {
                postmaster(directory).ifPresent(ServerDirectory::end);
                delete(directory);
            }
        }
    }

    private static boolean isAbandoned(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long started = Long.parseLong(name.group("started"));
        return ProcessHandle.of(Long.parseLong(name.group("process")))
                .filter(owner -> started(owner) == started)
                .isEmpty();
    }

    /** The server that runs in it, if one does. */
    static Optional<ProcessHandle> postmaster(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(process -> serves(process, directory));
        } catch (NoSuchFileException stopped) {
            return Optional.empty();
        }
    }

    /** Not some later process that was given the same number. */
    private static boolean serves(ProcessHandle process, Path directory) {
        return process.info()
                .arguments()
                .filter(arguments -> List.of(arguments).contains(directory.toString()))
                .isPresent();
    }

    private static void end(ProcessHandle postmaster) {
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
