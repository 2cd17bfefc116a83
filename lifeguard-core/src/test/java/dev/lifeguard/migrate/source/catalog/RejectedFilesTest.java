package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no migrations although they should be. */
final class RejectedFilesTest {

    private static final long A = 20260101120000L;
    private static final String FILE_A = "20260101120000_a.sql";

    private final InMemorySource here = InMemorySource.named("here");

    @Test
    void saysThatTheAdvisedNameIsTaken() {
        assertThat(
                        here.with("r_vv.SQL", "")
                                .with("r_vv.sql", "")
                                .with("20260101120000_a.SQL", "")
                                .with("20260101120000_a.sql", "")
                                .catalog()
                                .rejected())
                .map(ErrorDetail::message)
                .allMatch(
                        message ->
                                message.endsWith(
                                        " There is a file of that name already: delete one of them,"
                                                + " or give this one another name."))
                .hasSize(2);
    }

    @Test
    void refusesAFolderThatIsNamedLikeOneWithoutAVersion(@TempDir Path directory)
            throws IOException {
        Files.createDirectories(directory.resolve("before_up.sql"));
        Files.createDirectories(directory.resolve("sub/r_views.sql"));

        assertThat(MigrationCatalog.of(List.of(MigrationSource.directory(directory))).rejected())
                .map(ErrorDetail::message)
                .containsExactlyInAnyOrder(
                        "The file \"before_up.sql\" is a folder, but is named like one that runs."
                                + " Give it another name. Where a container made it, the file that"
                                + " was to be there is missing.",
                        "The file \"sub/r_views.sql\" is a folder, but is named like one that runs."
                                + " Give it another name. Where a container made it, the file that"
                                + " was to be there is missing.");
    }

    @Test
    void refusesADownFileAlone() {
        MigrationCatalog catalog = here.with("20260101120000_a.down.sql", "").catalog();

        assertThat(catalog.scripts()).isEmpty();
        assertThat(catalog.rejected())
                .containsExactly(
                        misnamed(
                                A,
                                "20260101120000_a.down.sql",
                                "The file \"20260101120000_a.down.sql\" has no up file beside it."
                                        + " Add \"20260101120000_a.up.sql\", or remove this"
                                        + " one."));
    }

    @Test
    void refusesADownFileOfAnotherName() {
        MigrationCatalog catalog =
                here.with("20260101120000_a.up.sql", "")
                        .with("20260101120000_b.down.sql", "")
                        .catalog();

        assertThat(sql(catalog).downText()).isNull();
        assertThat(catalog.rejected())
                .containsExactly(
                        misnamed(
                                A,
                                "20260101120000_b.down.sql",
                                "The file \"20260101120000_b.down.sql\" has no up file beside it."
                                        + " Add \"20260101120000_b.up.sql\", or remove this"
                                        + " one."));
    }

    @Test
    void refusesADownFileBesideAWholeMigration() {
        MigrationCatalog catalog =
                here.with("up/20260101120000_a.sql", "")
                        .with("down/20260101120000_a.down.sql", "")
                        .catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        misnamed(
                                A,
                                "down/20260101120000_a.down.sql",
                                "The file \"down/20260101120000_a.down.sql\" stands beside"
                                        + " \"up/20260101120000_a.sql\", which holds the whole"
                                        + " migration. Name that one"
                                        + " \"up/20260101120000_a.up.sql\"."));
    }

    @Test
    void refusesASecondDownFileOfAVersion() {
        MigrationCatalog catalog =
                here.with("20260101120000_a.up.sql", "")
                        .with("20260101120000_a.down.sql", "")
                        .with("folder/20260101120000_a.down.sql", "")
                        .catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                "folder/20260101120000_a.down.sql",
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_a.down.sql\" in here and"
                                        + " \"folder/20260101120000_a.down.sql\" in here."
                                        + " Give one of them another version."));
    }

    @Test
    void refusesAVersionThatStandsTwiceInOneSource() {
        MigrationCatalog catalog =
                here.with("20260101120000_b.sql", "").with("20260101120000_a.sql", "").catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                "20260101120000_b.sql",
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_a.sql\" in here and"
                                        + " \"20260101120000_b.sql\" in here."
                                        + " Give one of them another version."));
    }

    @Test
    void refusesAVersionThatStandsInTwoSources() {
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                here.with("20260101120000_z.sql", ""),
                                InMemorySource.named("there").with(FILE_A, "")));

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                FILE_A,
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_z.sql\" in here and"
                                        + " \"20260101120000_a.sql\" in there."
                                        + " Give one of them another version."));
    }

    @Test
    void saysThatAFileThatIsReadTwiceIsOne() {
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                here.with("sub/" + FILE_A, "SELECT 1;"),
                                InMemorySource.named("here/sub").with(FILE_A, "SELECT 1;")));

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                FILE_A,
                                "The version 20260101120000 stands twice:"
                                        + " \"sub/20260101120000_a.sql\" in here and"
                                        + " \"20260101120000_a.sql\" in here/sub."
                                        + " Both say the same. Where a directory is named twice,"
                                        + " or lies in another one, leave it out; else delete one"
                                        + " of the files."));
    }

    @Test
    void refusesAVersionThatStandsTwiceBehindANewerOne() {
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                here.with("20260101120001_b.sql", ""),
                                InMemorySource.named("there")
                                        .with("20260101120000_z.sql", "")
                                        .with(FILE_A, "")));

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                "20260101120000_z.sql",
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_a.sql\" in there and"
                                        + " \"20260101120000_z.sql\" in there."
                                        + " Give one of them another version."));
        assertThat(catalog.scripts()).map(Script::name).containsExactly("a", "b");
    }

    @Test
    void refusesAnUpFileBesideAWholeMigration() {
        MigrationCatalog catalog =
                here.with("20260101120000_a.sql", "").with("20260101120000_a.up.sql", "").catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                "20260101120000_a.up.sql",
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_a.sql\" in here and"
                                        + " \"20260101120000_a.up.sql\" in here."
                                        + " Give one of them another version."));
    }

    @Test
    void keepsTheFirstOfTwoFilesOfOneVersion() {
        MigrationCatalog catalog =
                here.with("20260101120000_b.sql", "").with("20260101120000_a.sql", "").catalog();

        assertThat(catalog.scripts()).map(Script::name).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "20260101120000_a_down.sql, 20260101120000_a.sql",
        "20260101120000_a-down.sql, 20260101120000_a.sql",
        "20260101120000_a_down.sql, 20260101120000_a_up.sql",
        "20260101120000_a-down.sql, 20260101120000_a-up.sql",
        "20260101120000_a_Undo.sql, 20260101120000_a.sql",
        "20260101120001_a_down.sql, 20260101120000_a_up.sql",
        "20260101120001_a_rollback.sql, 20260101120000_a.sql"
    })
    void refusesAFileThatIsNamedLikeTheWayBackOfAnother(String down, String up) {
        MigrationCatalog catalog = here.with(up, "").with(down, "").catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        misnamed(
                                Long.parseLong(down.substring(0, 14)),
                                down,
                                ("The file \"%s\" is named like the way back of \"%s\", but would"
                                     + " be applied. Name it \"20260101120000_a.down.sql\" and that"
                                     + " one \"20260101120000_a.up.sql\", or give this one a name"
                                     + " that says what it does.")
                                        .formatted(down, up)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20260101120001_b_down.sql",
                "20260101120001_down.sql",
                "20260101120001_a_down.up.sql",
                "20260101120001_a_downs.sql"
            })
    void takesANameThatOnlyEndsLikeAWayBack(String file) {
        assertThat(here.with(FILE_A, "").with(file, "").catalog().rejected()).isEmpty();
    }

    @Test
    void refusesAMisnamedFile() {
        MigrationCatalog catalog = here.with("folder/20260101120000.sql", "").catalog();

        assertThat(catalog.rejected())
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.INVALID_NAME,
                                "The file \"folder/20260101120000.sql\" fits no pattern of a"
                                        + " migration. Name it \"20260101120000_name.sql\".",
                                null,
                                "folder/20260101120000.sql",
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAJavaFileThatHasTheVersionOfAFileOfSql() {
        MigrationCatalog catalog =
                here.with("20260101120000_a.sql", "").with("m20260101120000_b.java", "").catalog();

        assertThat(catalog.scripts()).map(Script::name).containsExactly("a");
        assertThat(catalog.rejected())
                .containsExactly(
                        duplicate(
                                "m20260101120000_b.java",
                                "The version 20260101120000 stands twice:"
                                        + " \"20260101120000_a.sql\" in here and"
                                        + " \"m20260101120000_b.java\" in here. Give one of"
                                        + " them another version."));
    }

    @Test
    void listsWhatItRefusesByVersionAndFilesWithoutOneLast() {
        MigrationCatalog catalog =
                here.with("V1__a.sql", "")
                        .with("20260101120001_b.down.sql", "")
                        .with("20260101120000_a.down.sql", "")
                        .catalog();

        assertThat(catalog.rejected())
                .map(ErrorDetail::file)
                .containsExactly(
                        "20260101120000_a.down.sql", "20260101120001_b.down.sql", "V1__a.sql");
    }

    private static ErrorDetail misnamed(long version, String file, String message) {
        return new ErrorDetail(ErrorKind.INVALID_NAME, message, version, file, null, null, null);
    }

    private static ErrorDetail duplicate(String file, String message) {
        return new ErrorDetail(ErrorKind.DUPLICATE_VERSION, message, A, file, null, null, null);
    }

    private static SqlScript sql(MigrationCatalog catalog) {
        return (SqlScript) catalog.find(A).orElseThrow();
    }
}
