package dev.lifeguard.migrate.connect.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What is left of a first start whose process was killed: files in which nothing was ever stored,
 * and an {@code initdb} that may still be writing them.
 */
final class LeftoverStart {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path data;

    LeftoverStart(Path data) {
        this.data = data;
    }

    /**
     * Ends it and removes its files.
     *
     * @throws IOException when somebody goes on writing them, or they cannot be removed
     */
    void remove() throws IOException {
        writers().forEach(ProcessHandle::destroyForcibly);
        // A server that initdb had started ends when it reads no more.
        long start = System.nanoTime();
        while (!isDeleted(System.nanoTime() - start >= PATIENCE.toNanos())) {
            pause();
        }
    }

    private List<ProcessHandle> writers() {
        return ProcessHandle.allProcesses()
                .filter(this::isInitdb)
                .flatMap(initdb -> Stream.concat(initdb.descendants(), Stream.of(initdb)))
                .toList();
    }

    /** Of this very directory. */
    private boolean isInitdb(ProcessHandle process) {
        boolean initdb =
                process.info()
                        .command()
                        .filter(
                                command ->
                                        Path.of(command).getFileName().toString().equals("initdb"))
                        .isPresent();
        return initdb
                && process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(data.toString()))
                        .isPresent();
    }

    /** False where files came or went meanwhile, unless there is no time left. */
    private boolean isDeleted(boolean last) throws IOException {
        try {
            delete(data);
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException changing) {
            if (last) {
                throw changing;
            }
            return false;
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the rest of a first start ended", interrupt);
        }
    }
}
