package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationCatalogTest {

    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";

    private final InMemorySource here = InMemorySource.named("here");

    @Test
    void isEmptyWithoutFiles() {
        MigrationCatalog catalog = here.catalog();

        assertThat(catalog.scripts()).isEmpty();
        assertThat(catalog.newest()).isEmpty();
        assertThat(catalog.rejected()).isEmpty();
    }

    @Test
    void sortsTheMigrationsOfAllSourcesByVersion() {
        InMemorySource there =
                InMemorySource.named("there")
                        .with("folder/20260101120001_b.sql", "")
                        .with("20250101120000_z.sql", "");

        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(here.with("20260101120002_c.sql", "").with(FILE_A, ""), there));

        assertThat(catalog.scripts())
                .map(Script::label)
                .containsExactly(
                        "20250101120000 z",
                        "20260101120000 a",
                        "20260101120001 b",
                        "20260101120002 c");
    }

    @Test
    void findsAMigrationThatWasReadBehindNewerOnes() {
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                here.with("20260101120002_c.sql", ""),
                                InMemorySource.named("there").with(FILE_B, "").with(FILE_A, "")));

        assertThat(catalog.find(A).orElseThrow().name()).isEqualTo("a");
        assertThat(catalog.find(B).orElseThrow().name()).isEqualTo("b");
    }

    @Test
    void joinsAPairThatWasReadBehindANewerMigration() {
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                here.with(FILE_B, ""),
                                InMemorySource.named("there")
                                        .with("20260101120000_a.up.sql", "")
                                        .with("20260101120000_a.down.sql", "")));

        assertThat(catalog.rejected()).isEmpty();
        assertThat(catalog.scripts()).map(Script::name).containsExactly("a", "b");
        assertThat(catalog.find(A).orElseThrow().fileName(Direction.DOWN))
                .isEqualTo("20260101120000_a.down.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20260101120000_a.sql",
                "20260101120000_a.up.sql",
                "20260101120000_a.down.sql",
                "m20260101120000_a.java",
                "notes.sql",
                "notes"
            })
    void looksIntoAFolderWhateverItIsCalled(String folder, @TempDir Path directory)
            throws IOException {
        Files.createDirectories(directory.resolve(folder));
        Files.writeString(directory.resolve(folder).resolve(FILE_B), "");
        Files.writeString(directory.resolve("20260101120002_c.sql"), "");

        MigrationCatalog catalog =
                MigrationCatalog.of(List.of(MigrationSource.directory(directory)));

        assertThat(catalog.rejected()).isEmpty();
        assertThat(catalog.scripts())
                .map(Script::fileName)
                .containsExactly(folder + "/" + FILE_B, "20260101120002_c.sql");
    }

    @Test
    void namesEverySourceAsAnOrigin() {
        MigrationCatalog catalog =
                MigrationCatalog.of(List.of(here, InMemorySource.named("there")));

        assertThat(catalog.origins()).containsExactly("here", "there");
    }

    @Test
    void hashesEachFile() {
        MigrationCatalog catalog = here.with(FILE_A, "\uFEFFSELECT 1;\r\n").catalog();

        assertThat(catalog.scripts())
                .map(script -> script.checksum().hex())
                .containsExactly(
                        "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd");
    }

    @Test
    void findsAMigrationByItsVersion() {
        MigrationCatalog catalog = here.with(FILE_A, "").catalog();

        assertThat(catalog.find(A).orElseThrow().name()).isEqualTo("a");
        assertThat(catalog.find(B)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, -1, 0, 1, 20261301000000L, 99999999999999L, Long.MAX_VALUE})
    void findsNothingUnderANumberThatIsNoVersion(long version) {
        MigrationCatalog catalog = here.with(FILE_A, "").catalog();

        assertThat(catalog.find(version)).isEmpty();
    }

    @Test
    void knowsTheNewestVersion() {
        MigrationCatalog catalog = here.with(FILE_B, "").with(FILE_A, "").catalog();

        assertThat(catalog.newest()).contains(MigrationVersion.of(B));
    }

    @Test
    void keepsAFilesPathInItsSource() {
        MigrationCatalog catalog = here.with("2026/20260101120000_a.sql", "").catalog();

        assertThat(catalog.find(A).orElseThrow().fileName()).isEqualTo("2026/20260101120000_a.sql");
    }

    @Test
    void joinsAPair() {
        MigrationCatalog catalog =
                here.with("20260101120000_a.down.sql", "DROP TABLE a;")
                        .with("20260101120000_a.up.sql", "CREATE TABLE a ();")
                        .catalog();

        SqlScript script = sql(catalog);
        assertThat(catalog.rejected()).isEmpty();
        assertThat(script.name()).isEqualTo("a");
        assertThat(script.form()).isEqualTo(ScriptForm.UP_ONLY);
        assertThat(script.fileName()).isEqualTo("20260101120000_a.up.sql");
        assertThat(script.fileName(Direction.UP)).isEqualTo("20260101120000_a.up.sql");
        assertThat(script.fileName(Direction.DOWN)).isEqualTo("20260101120000_a.down.sql");
    }

    @Test
    void givesAPairTheChecksumOfItsUpFile() {
        MigrationCatalog pair =
                here.with("20260101120000_a.up.sql", "SELECT 1;\n")
                        .with("20260101120000_a.down.sql", "SELECT 2;\n")
                        .catalog();

        assertThat(sql(pair).checksum().hex())
                .isEqualTo("b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd");
    }

    @Test
    void joinsAPairWhoseHalvesAreInTwoFolders() {
        MigrationCatalog catalog =
                here.with("down/20260101120000_a.down.sql", "")
                        .with("up/20260101120000_a.up.sql", "")
                        .catalog();

        assertThat(sql(catalog).fileName(Direction.DOWN))
                .isEqualTo("down/20260101120000_a.down.sql");
    }

    @Test
    void takesAnUpFileWithoutADownFile() {
        MigrationCatalog catalog = here.with("20260101120000_a.up.sql", "").catalog();

        assertThat(catalog.rejected()).isEmpty();
        assertThat(sql(catalog).downText()).isNull();
        assertThat(sql(catalog).fileName(Direction.DOWN)).isEqualTo("20260101120000_a.up.sql");
    }

    @Test
    void readsAWholeFileInSections() {
        SqlScript script = sql(here.with(FILE_A, "-- Up migration\n-- Down migration\n").catalog());

        assertThat(script.form()).isEqualTo(ScriptForm.SECTIONS);
        assertThat(
                        script.sections(new ScriptRules(LexerRules.postgresql(), Placeholders.NONE))
                                .down())
                .isPresent();
    }

    @Test
    void refusesAFileThatCannotBeRead(@TempDir Path directory) throws IOException {
        Path link =
                Files.createSymbolicLink(directory.resolve(FILE_A), directory.resolve("nothing"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> MigrationCatalog.of(List.of(MigrationSource.directory(directory))))
                .withMessage(
                        "LG-102 20260101120000_a.sql cannot be read: the link \"%s\" leads to"
                                + " \"%s\", which does not exist. Let it lead to what exists, or"
                                + " remove it.",
                        link, directory.resolve("nothing"))
                .satisfies(error -> assertThat(error.detail().file()).isEqualTo(FILE_A));
    }

    @Test
    void cannotBeChanged() {
        MigrationCatalog catalog = here.with(FILE_A, "").catalog();

        assertThat(catalog.scripts()).isUnmodifiable();
        assertThat(catalog.rejected()).isUnmodifiable();
        assertThat(catalog.origins()).isUnmodifiable();
    }

    private static SqlScript sql(MigrationCatalog catalog) {
        return (SqlScript) catalog.find(A).orElseThrow();
    }
}
