package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept can be read when the files are gone. */
final class KeptFilesTest {

    private static final int LARGEST = 4 * 1024;
    private static final int OF_ALL = 256 * 1024;
    private static final int MOST = 1000;

    @TempDir private Path directory;

    @Test
    void keepsASmallFileAsItIs() throws IOException {
        String text = "\uFEFF" + "x".repeat(LARGEST - 5) + "\r\n";
        write(version(0) + "_a.sql", text);
        MigrationCatalog catalog = readAndDelete();

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(LARGEST);
        assertThat(read(catalog, 0)).isEqualTo(text);
        assertThat(read(catalog, 0)).isEqualTo(text);
    }

    @Test
    void keepsNoLargerFile() throws IOException {
        write(version(0) + "_a.sql", "x".repeat(LARGEST + 1));
        MigrationCatalog catalog = readAndDelete();

        assertIsGone(catalog, 0);
    }

    @Test
    void keepsTheNewestWhereAllAreTooMuch() throws IOException {
        int fitting = OF_ALL / LARGEST;
        for (int number = 0; number <= fitting; number++) {
            write(version(number) + "_a.sql", "x".repeat(LARGEST));
        }
        MigrationCatalog catalog = readAndDelete();

        assertIsGone(catalog, 0);
        for (int number = 1; number <= fitting; number++) {
            assertThat(read(catalog, number)).hasSize(LARGEST);
        }
    }

    @Test
    void keepsThoseAmongTheLastThousandFiles() throws IOException {
        for (int number = 0; number < MOST; number++) {
            write(version(number) + "_a.down.sql", "x");
            write(version(number) + "_a.up.sql", "x");
        }
        MigrationCatalog catalog = readAndDelete();

        assertIsGone(catalog, MOST / 2 - 1);
        assertThat(read(catalog, MOST / 2)).isEqualTo("x");
        assertThat(read(catalog, MOST - 1)).isEqualTo("x");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private MigrationCatalog readAndDelete() throws IOException {
        MigrationSource source = MigrationSource.directory(directory);
        List<String> names = new ArrayList<>();
        source.files().forEach(file -> names.add(file.name()));
        MigrationCatalog catalog = MigrationCatalog.of(List.of(source));
        for (String name : names) {
            Files.delete(directory.resolve(name));
        }
        return catalog;
    }

    private static void assertIsGone(MigrationCatalog catalog, int number) {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> read(catalog, number));
    }

    private static String read(MigrationCatalog catalog, int number) throws IOException {
        SqlScript script = (SqlScript) catalog.find(version(number)).orElseThrow();
        try (InputStream stream = script.text().content().open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of another year each, since so many seconds or days need not be one. */
    private static long version(int number) {
        return (2026L + number) * 10_000_000_000L + 101120000;
    }
}
