package dev.lifeguard.migrate.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes of tests have left is removed, by as many as begin at the same time. */
final class ServerDirectoryTest {

    /** No process has it: it is more than a number of a process can be. */
    private static final String GONE = "17-9999999999-1";

    @TempDir private Path parent;

    @Test
    void severalProcessesRemoveTheSameDirectories() throws Exception {
        for (String name : List.of(GONE, GONE + "-0", GONE + "-1a2b3c4d")) {
            for (int table = 0; table < 300; table++) {
                Path file = parent.resolve(name).resolve("base/%s/1".formatted(table));
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
        }
        List<Background<Boolean>> sweeps = new ArrayList<>();
        for (int process = 0; process < 4; process++) {
            sweeps.add(
                    Background.start(
                            () -> {
                                ServerDirectory.sweep(parent);
                                return true;
                            }));
        }
        for (Background<Boolean> sweep : sweeps) {
            sweep.result();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void whatBelongsToALivingProcessOrToNobodyStays() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElseThrow().toEpochMilli();
        String own = "17-%s-%s".formatted(self.pid(), started);
        Files.createDirectory(parent.resolve(own));
        Files.createDirectory(parent.resolve("another"));

        ServerDirectory.sweep(parent);

        assertThat(names()).containsExactlyInAnyOrder(own, "another");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
