package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that is too long to be read at once does more than one thing. */
final class SourceSizeTest {

    private static final int MOST_LINES = 300;

    @Test
    void noFileOfTheProjectsOwnHasMoreThan300Lines() throws IOException {
        List<Path> files = mainFiles();

        assertThat(files).hasSizeGreaterThan(300);
        assertThat(files)
                .allSatisfy(
                        file ->
                                assertThat(Files.readAllLines(file))
                                        .hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    private static List<Path> mainFiles() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> all = new ArrayList<>();
            for (Path module : modules.toList()) {
                all.addAll(javaFiles(module.resolve("src/main/java")));
            }
            return all;
        }
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
