package dev.lifeguard.migrate.layouts.diesel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DieselLayoutTest {

    private static List<String> found(String... names) {
        return GivenFiles.named(names).found(OtherTool.DIESEL);
    }

    @Test
    void takesTheVersionFromTheFolderWithoutDashesAndOrdersItAsAText() {
        assertThat(
                        found(
                                "2024-01-20-120000_b_c/up.sql",
                                "2024-01-20-120000_b_c/down.sql",
                                "00000000000000_diesel_initial_setup/up.sql",
                                "10_x/up.sql",
                                "9/up.sql",
                                "plain_y/up.sql"))
                .containsExactly(
                        "00000000000000 diesel_initial_setup UP",
                        "10 x UP",
                        "20240120120000 b_c UP",
                        "20240120120000 b_c DOWN",
                        "9 9 UP",
                        "plain y UP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run_in_transaction = false|NONE",
                "run_in_transaction=true # yes|USUAL",
                "'run_in_transaction' = true|USUAL",
                "# nothing|NONE",
                "other = 1|NONE",
                "[a] run_in_transaction = true|NONE"
            })
    void readsItsSettings(String text, String transaction) {
        GivenFiles files =
                GivenFiles.named("1_a/up.sql", "1_a/down.sql")
                        .with("1_a/metadata.toml", text.replace("] ", "]\n"));

        assertThat(files.found(OtherTool.DIESEL))
                .containsExactly(
                        transaction.equals("NONE") ? "1 a UP NONE" : "1 a UP",
                        transaction.equals("NONE") ? "1 a DOWN NONE" : "1 a DOWN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"run_in_transaction = no", "run_in_transaction", "a = [", "a = ''' b"})
    void refusesSettingsThatItCannotRead(String text) {
        assertThat(
                        GivenFiles.named("1_a/up.sql")
                                .with("1_a/metadata.toml", text)
                                .found(OtherTool.DIESEL))
                .containsExactly(
                        "1_a/metadata.toml: cannot be read: \"run_in_transaction = true\" or \"="
                                + " false\" is what Diesel knows. Correct it.");
    }

    @Test
    void refusesAFolderWithoutAnUpFile() {
        assertThat(found("1_a/down.sql", "2_b/deep/up.sql", "3_c/up.sql", "3_c/seed.sql"))
                .containsExactly(
                        "1_a/down.sql: stands in a folder without \"up.sql\", which Diesel refuses."
                                + " Add it, or move the folder away.",
                        "2_b/deep/up.sql: stands in a folder without \"up.sql\", which Diesel"
                                + " refuses. Add it, or move the folder away.",
                        "3 c UP");
    }

    @Test
    void refusesAFolderWithoutAVersion() {
        assertThat(found("_a/up.sql"))
                .containsExactly(
                        "_a/up.sql: stands in a folder whose name has no version. Name it"
                                + " \"2024-01-20-120000_name\".");
    }

    @Test
    void leavesFilesOfTheRootAlone() {
        assertThat(found("a.sql", "README.md", "1_a/README.md")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20250120120000, 2025-01-20-120001_a/up.sql",
        "20991231235959, 2100-01-01-000000_a/up.sql",
        "20240120120000, 2025-01-20-120000_a/up.sql",
        "00000000000000, 2025-01-20-120000_a/up.sql"
    })
    void namesANewOneBehindTheNewest(String newest, String file) {
        assertThat(
                        DieselLayout.LAYOUT
                                .newFiles(
                                        "a",
                                        LocalDateTime.of(2025, 1, 20, 12, 0),
                                        new MigrationVersion(1, newest))
                                .keySet())
                .contains(file);
    }

    @Test
    void namesANewOneAsDieselDoes() {
        assertThat(
                        DieselLayout.LAYOUT
                                .newFiles("a", LocalDateTime.of(2025, 1, 20, 12, 0), null)
                                .keySet())
                .containsExactlyInAnyOrder(
                        "2025-01-20-120000_a/up.sql", "2025-01-20-120000_a/down.sql");
    }
}
