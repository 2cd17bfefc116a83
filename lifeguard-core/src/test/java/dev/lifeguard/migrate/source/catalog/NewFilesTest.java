package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFilesTest {

    @TempDir private Path folder;

    /** Writes an up and a down, and cannot read them. */
    private record Pairs(Map<String, String> texts) implements Layout {

        @Override
        public boolean concerns(String path) {
            return true;
        }

        @Override
        public List<Found> read(List<MigrationFile> files) {
            if (files.size() > 1) {
                throw new IllegalArgumentException("two");
            }
            return List.of();
        }

        @Override
        public Map<String, String> newFiles(
                String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
            return texts;
        }
    }

    @Test
    void nothingStaysWhereOneCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("b"), "there");

        assertThatThrownBy(
                        () -> NewFiles.write(folder, "x", new Pairs(Map.of("a/up", "", "b", ""))))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(folder.resolve("b")).hasContent("there");
    }

    @Test
    void nothingStaysWhereTheyCannotBeReadBack() {
        Path directory = folder.resolve("new/deep");

        assertThatThrownBy(
                        () ->
                                NewFiles.write(
                                        directory, "x", new Pairs(Map.of("a/up", "", "b", ""))))
                .isInstanceOf(RuntimeException.class);

        assertThat(folder.resolve("new")).doesNotExist();
    }
}
