package dev.lifeguard.migrate.connect.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConvertedDirectoryTest {

    private static final String NAME = "20240101120000_one.sql";

    @TempDir private Path folder;

    /** Files by their names, each read anew. */
    private record Texts(Map<String, Supplier<String>> texts) implements MigrationSource {

        @Override
        public String description() {
            return "texts";
        }

        @Override
        public List<MigrationFile> files() {
            return texts.entrySet().stream()
                    .map(each -> (MigrationFile) new Text(each.getKey(), each.getValue()))
                    .toList();
        }
    }

    private record Text(String name, Supplier<String> text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static MigrationSource source(String name) {
        return new Texts(Map.of(name, () -> "SELECT 1;"));
    }

    private static Conversion conversion(MigrationSource source) throws Exception {
        return Conversion.of(
                MigrationCatalog.of(List.of(source)),
                new ScriptRules(Dialect.postgresql().lexerRules(), new Placeholders(Map.of())));
    }

    private static List<Path> below(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> !each.equals(directory)).toList();
        }
    }

    @Test
    void saysWhoseFilesTheyWere() throws Exception {
        Path directory = folder.resolve("new");

        new ConvertedDirectory(directory)
                .write("flyway", conversion(source(NAME)), List.of(source(NAME)));

        assertThat(FormerVersions.tool(List.of(MigrationSource.directory(directory))))
                .contains("flyway");
        assertThat(MigrationCatalog.of(List.of(MigrationSource.directory(directory))).rejected())
                .isEmpty();
        assertThat(directory.resolve(".converted").resolve(NAME)).exists();
    }

    @Test
    void aFileThatDoesNotSayItIsRefused() throws Exception {
        Files.writeString(folder.resolve(FormerVersions.FILE), "# by hand\n");

        assertThatThrownBy(() -> FormerVersions.tool(List.of(MigrationSource.directory(folder))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "\"lifeguard-converted.tsv\" does not say whose files were converted."
                                + " Write it anew by convert.");
    }

    @Test
    void refusesTwoFilesOfOneNameBeforeItWrites() throws Exception {
        Path directory = folder.resolve("new");
        Conversion conversion = conversion(source(NAME));

        assertThatThrownBy(
                        () ->
                                new ConvertedDirectory(directory)
                                        .write(
                                                "flyway",
                                                conversion,
                                                List.of(source(NAME), source(NAME))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "Two of the directories hold a file \"%s\", and both would be kept in"
                                        .formatted(NAME)
                                + " \"%s\". Rename or remove one of them. Nothing was converted."
                                        .formatted(directory.resolve(".converted")));
        assertThat(directory).doesNotExist();
    }

    @Test
    void aFailureLeavesWhatOthersHaveThere() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("new"));
        Conversion conversion = conversion(source(NAME));
        Supplier<String> failing =
                () -> {
                    try {
                        Files.writeString(directory.resolve("theirs.txt"), "");
                    } catch (IOException fault) {
                        throw new UncheckedIOException(fault);
                    }
                    throw new IllegalStateException("gone");
                };
        MigrationSource broken = new Texts(Map.of("sub/file.sql", failing));

        assertThatThrownBy(
                        () ->
                                new ConvertedDirectory(directory)
                                        .write("flyway", conversion, List.of(source(NAME), broken)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(below(directory)).containsExactly(directory.resolve("theirs.txt"));
    }
}
