package dev.lifeguard.migrate.junit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnDirectoryTest {

    private static final int PROCESSES = 4;

    @TempDir private Path parent;

    /** The forks of a build begin together, and each finds what an earlier build has left. */
    @Test
    void severalProcessesRemoveTheSameTree() throws Exception {
        Path tree = parent.resolve("left");
        for (int database = 0; database < 500; database++) {
            Path file = tree.resolve("%s/database/file".formatted(database));
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        CyclicBarrier start = new CyclicBarrier(PROCESSES);
        try (ExecutorService processes = Executors.newFixedThreadPool(PROCESSES)) {
            List<Future<?>> removals =
                    IntStream.range(0, PROCESSES)
                            .<Future<?>>mapToObj(
                                    process ->
                                            processes.submit(
                                                    () -> {
                                                        start.await();
                                                        OwnDirectory.delete(tree);
                                                        return process;
                                                    }))
                            .toList();
            for (Future<?> removal : removals) {
                assertThatCode(removal::get).doesNotThrowAnyException();
            }
        }
        assertThat(tree).doesNotExist();
    }
}
