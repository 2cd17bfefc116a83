package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectorySourceTest {

    @TempDir private Path temporary;

    @Test
    void listsTheFilesOfSqlAndJava() throws IOException {
        write("20260101120000_a.sql");
        write("m20260101120001_b.java");
        write("README.md");
        write("20260101120002_c.sql.bak");

        assertThat(names(temporary))
                .containsExactlyInAnyOrder("20260101120000_a.sql", "m20260101120001_b.java");
    }

    @Test
    void listsFilesOfAnyNameSoThatMisnamedOnesAreRefusedLater() throws IOException {
        write("V1__a.sql");
        write("b.SQL");

        assertThat(names(temporary)).containsExactlyInAnyOrder("V1__a.sql", "b.SQL");
    }

    @Test
    void listsNothingInAnEmptyDirectory() {
        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void searchesFoldersAndNamesTheirFilesWithSlashes() throws IOException {
        write("2026/01/20260101120000_a.sql");
        write("2025/20250101120000_b.sql");

        assertThat(names(temporary))
                .containsExactlyInAnyOrder(
                        "2026/01/20260101120000_a.sql", "2025/20250101120000_b.sql");
    }

    @Test
    void searchesAFolderThatIsNamedLikeAMigration() throws IOException {
        write("20260101120000_a.sql/20260101120001_b.sql");

        assertThat(names(temporary)).containsExactly("20260101120000_a.sql/20260101120001_b.sql");
    }

    @Test
    void leavesHiddenFilesOut() throws IOException {
        write(".20260101120000_a.sql");
        write("folder/.20260101120001_b.sql");

        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void leavesHiddenFoldersOut() throws IOException {
        write(".git/20260101120000_a.sql");
        write("folder/.old/deeper/20260101120001_b.sql");

        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void searchesAHiddenDirectoryThatWasNamedItself() throws IOException {
        write(".migrations/20260101120000_a.sql");

        assertThat(names(temporary.resolve(".migrations"))).containsExactly("20260101120000_a.sql");
    }

    @Test
    void searchesADirectoryThatIsNamedWithDots() throws IOException {
        write("20260101120000_a.sql");
        Files.createDirectory(temporary.resolve("other"));

        assertThat(names(temporary.resolve("other/..").resolve(".")))
                .containsExactly("20260101120000_a.sql");
    }

    @Test
    void followsALinkToAFile() throws IOException {
        Path target = write("elsewhere/text.txt");
        Path migrations = Files.createDirectory(temporary.resolve("migrations"));
        Files.createSymbolicLink(migrations.resolve("20260101120000_a.sql"), target);

        List<MigrationFile> files = MigrationSource.directory(migrations).files();

        assertThat(files).map(MigrationFile::name).containsExactly("20260101120000_a.sql");
        assertThat(text(files.getFirst())).isEqualTo("-- elsewhere/text.txt");
    }

    @Test
    void followsALinkToAFolder() throws IOException {
        write("elsewhere/20260101120000_a.sql");
        Path migrations = Files.createDirectory(temporary.resolve("migrations"));
        Files.createSymbolicLink(migrations.resolve("linked"), temporary.resolve("elsewhere"));

        assertThat(names(migrations)).containsExactly("linked/20260101120000_a.sql");
    }

    @Test
    void followsALinkThatIsTheDirectoryItself() throws IOException {
        write("elsewhere/20260101120000_a.sql");
        Path link =
                Files.createSymbolicLink(
                        temporary.resolve("migrations"), temporary.resolve("elsewhere"));

        assertThat(names(link)).containsExactly("20260101120000_a.sql");
    }

    @Test
    void refusesAFolderThatContainsItself() throws IOException {
        write("20260101120000_a.sql");
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), temporary);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> names(temporary))
                .withMessage(
                        "LG-102 The migrations directory \"%s\" cannot be read: the link"
                                + " \"%s\" leads back into a folder above it. Remove that link.",
                        temporary, loop)
                .withCauseInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void listsALinkToNothingSoThatItIsRefusedLater() throws IOException {
        Files.createSymbolicLink(
                temporary.resolve("20260101120000_a.sql"), temporary.resolve("nothing"));

        assertThat(names(temporary)).containsExactly("20260101120000_a.sql");
    }

    @Test
    void refusesADirectoryThatDoesNotExist() {
        Path missing = temporary.resolve("migrations");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> names(missing))
                .withMessage(
                        "LG-102 The migrations directory \"%s\" does not exist. Create it,"
                                + " or name another one.",
                        missing)
                .extracting(ConfigurationException::kind)
                .isEqualTo(ErrorKind.FILE_NOT_FOUND);
    }

    @Test
    void refusesAFileInsteadOfADirectory() throws IOException {
        Path file = write("20260101120000_a.sql");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> names(file))
                .withMessage(
                        "LG-102 The migrations directory \"%s\" is not a directory. Name the"
                                + " directory that holds the files.",
                        file);
    }

    @Test
    void namesThePlaceOfARelativeDirectory() {
        Path relative = Path.of("no", "..", "such-migrations");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> names(relative))
                .withMessage(
                        "LG-102 The migrations directory \"%s\" (%s) does not exist. Create it,"
                                + " or name another one.",
                        relative, Path.of("such-migrations").toAbsolutePath());
    }

    @Test
    void readsAFileAnewEachTimeItIsOpened() throws IOException {
        Path file = write("20260101120000_a.sql");
        MigrationFile content = MigrationSource.directory(temporary).files().getFirst();
        String before = text(content);
        Files.writeString(file, "after");

        assertThat(before).isEqualTo("-- 20260101120000_a.sql");
        assertThat(text(content)).isEqualTo("after");
    }

    @Test
    void isCalledByItsPathAsItWasGiven() {
        assertThat(MigrationSource.directory(Path.of("./migrations")).description())
                .isEqualTo("directory " + Path.of("./migrations"));
    }

    @Test
    void anEmptyPathIsTheWorkingDirectoryWithItsFolders() throws IOException {
        List<MigrationFile> files = MigrationSource.directory(Path.of("")).files();

        assertThat(files).map(MigrationFile::name).containsAll(names(Path.of("."))).isNotEmpty();
        assertThat(text(files.getFirst())).isNotEmpty();
    }

    @Test
    void aFifoWithTheNameOfAMigrationIsRefusedAtOnce() throws Exception {
        Path fifo = temporary.resolve("20260101120000_a.sql");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

        requireUnreadable(
                "LG-102 20260101120000_a.sql cannot be read: \"%s\" is neither a file nor a"
                        + " folder. Remove it, or give it another ending.",
                fifo);
    }

    private void requireUnreadable(String message, Path file) {
        List<MigrationSource> sources = List.of(MigrationSource.directory(temporary));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MigrationCatalog.of(sources))
                .withMessage(message, file);
    }

    private Path write(String relative) throws IOException {
        Path file = temporary.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "-- " + relative);
    }

    private static List<String> names(Path directory) {
        return MigrationSource.directory(directory).files().stream()
                .map(MigrationFile::name)
                .toList();
    }

    private static String text(MigrationFile content) throws IOException {
        try (InputStream stream = content.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusesALinkToAFolderThatDoesNotExist(@TempDir Path root) throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("sub"), Path.of("/nowhere/at/all"));
        Files.createSymbolicLink(root.resolve("notes.txt"), Path.of("/nowhere/at/all"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MigrationSource.directory(root).files())
                .withMessage(
                        "LG-102 The migrations directory \"%s\" cannot be read: the link \"%s\""
                            + " leads to \"/nowhere/at/all\", which does not exist. Let it lead to"
                            + " what exists, or remove it.",
                        root, link);
    }
}
