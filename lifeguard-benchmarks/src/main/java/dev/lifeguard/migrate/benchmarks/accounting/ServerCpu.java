package dev.lifeguard.migrate.benchmarks.accounting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The CPU time of a server on Linux: of its children, also of those that have ended (proc(5)). */
final class ServerCpu {

    /** USER_HZ, 100 on every architecture that PostgreSQL runs on. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private final String postmaster;

    private ServerCpu(String postmaster) {
        this.postmaster = postmaster;
    }

    static ServerCpu of(Path dataDirectory) throws IOException {
        return new ServerCpu(
                Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst().strip());
    }

    /** What the children have used since the server started. */
    Duration used() {
        List<String> own = stat(Path.of("/proc", postmaster)).orElseThrow();
        long ticks = number(own, ENDED_USER) + number(own, ENDED_SYSTEM);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            ticks +=
                    processes
                            .filter(process -> Character.isDigit(name(process).charAt(0)))
                            .flatMap(process -> stat(process).stream())
                            .filter(stat -> stat.get(PARENT).equals(postmaster))
                            .mapToLong(stat -> number(stat, USER) + number(stat, SYSTEM))
                            .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return TICK.multipliedBy(ticks);
    }

    /** The fields from the third one on; the second may have spaces. Empty for one that ended. */
    private static Optional<List<String>> stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException ended) {
            // ESRCH: it ended between opening and reading.
            return Optional.empty();
        }
    }

    private static String name(Path process) {
        return String.valueOf(process.getFileName());
    }

    private static long number(List<String> stat, int field) {
        return Long.parseLong(stat.get(field));
    }
}
