package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there whole, or not at all. */
final class WrittenFilesTest {

    @TempDir private Path directory;
    private Path file;
    private Path beside;

    @BeforeEach
    void name() {
        file = directory.resolve("in/x.sql");
        beside = directory.resolve("in/x.sql.tmp");
    }

    @Test
    void takesThePlaceOfWhatARunLeftThatWasEnded() throws IOException {
        Files.createDirectory(file.getParent());
        Files.writeString(beside, "SELECT 1; SELECT 2; SEL");
        try (WrittenFiles written = new WrittenFiles()) {
            written.writeWhole(file, "SELECT 3;\n");
            written.keep();
        }

        assertThat(file).hasContent("SELECT 3;\n");
        assertThat(beside).doesNotExist();
    }

    @Test
    void leavesAFileThatIsThere() throws IOException {
        Files.createDirectory(file.getParent());
        Files.writeString(file, "SELECT 1;");
        try (WrittenFiles written = new WrittenFiles()) {
            assertThatThrownBy(() -> written.writeWhole(file, "SELECT 3;"))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }

        assertThat(file).hasContent("SELECT 1;");
    }

    @Test
    void nothingIsThereWhereItCannotBeWritten() throws IOException {
        Files.createDirectories(beside.resolve("folder"));
        try (WrittenFiles written = new WrittenFiles()) {
            assertThatThrownBy(() -> written.writeWhole(file, "SELECT 3;"))
                    .isInstanceOf(IOException.class);
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void goesWhereItIsNotKept() throws IOException {
        try (WrittenFiles written = new WrittenFiles()) {
            written.writeWhole(file, "SELECT 3;");
        }

        assertThat(directory).isEmptyDirectory();
    }
}
