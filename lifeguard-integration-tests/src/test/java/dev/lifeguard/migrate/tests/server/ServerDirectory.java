package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
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
        return of(parent, major);
    }

    private static ServerDirectory of(Path parent, int major) {
        ProcessHandle self = ProcessHandle.current();
        return new ServerDirectory(
                parent.resolve("%s-%s-%s".formatted(major, self.pid(), started(self))));
    }

    /** One of several for the same version. */
    static ServerDirectory another(int major) throws IOException {
        return ofThisProcess(major).sibling();
    }

    private ServerDirectory sibling() {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        return new ServerDirectory(path.resolveSibling(path.getFileName() + "-" + suffix));
    }

    /** Several processes may do it at the same time: who renames a directory removes it. */
    static void sweep(Path parent) throws IOException {
        for (Path directory : abandoned(parent)) {
            postmaster(directory).ifPresent(ServerDirectory::end);
            Path own = of(parent, 0).sibling().path();
            try {
                Files.move(directory, own, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException another) {
                continue;
            }
            FileTree.delete(own);
        }
    }

    private static List<Path> abandoned(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(ServerDirectory::isAbandoned).toList();
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

    private static long started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
