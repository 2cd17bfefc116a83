package dev.lifeguard.migrate.layouts.golang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GolangLayoutTest {

    private static List<String> found(String... names) {
        return GivenFiles.named(names).found(OtherTool.GOLANG_MIGRATE);
    }

    @Test
    void ordersByNumbersOfAnyLength() {
        assertThat(
                        found(
                                "10_b.up.sql",
                                "9_a.up.sql",
                                "1594137600000000001_d.up.sql",
                                "1594137600000000000_c.up.sql",
                                "20240120120000_e.up.sql"))
                .containsExactly(
                        "9 a UP",
                        "10 b UP",
                        "20240120120000 e UP",
                        "1594137600000000000 c UP",
                        "1594137600000000001 d UP");
    }

    @Test
    void pairsByTheVersionAlone() {
        assertThat(found("1_one.up.sql", "01_other.down.sql"))
                .containsExactly("01 one DOWN", "1 one UP");
    }

    @Test
    void refusesADownFileWithoutAnUpFile() {
        assertThat(found("1_one.down.sql"))
                .containsExactly(
                        "1_one.down.sql: has no up file beside it. Add \"1_one.up.sql\", or remove"
                                + " this one.");
    }

    @Test
    void leavesOtherFilesAndSubFoldersAlone() {
        assertThat(found("README.md", "sub/1_a.up.sql", "schema.sql", "1_a/b.up.sql")).isEmpty();
    }

    @Test
    void refusesWhatLooksLikeOne() {
        assertThat(found("1_a.sql", "create.up.sql"))
                .containsExactly(
                        "1_a.sql: is not named like a migration, so that golang-migrate passes over"
                                + " it. Name it \"1_name.up.sql\" or \"1_name.down.sql\", or move"
                                + " it away.",
                        "create.up.sql: is not named like a migration, so that golang-migrate"
                                + " passes over it. Name it \"1_name.up.sql\" or"
                                + " \"1_name.down.sql\", or move it away.");
    }

    @Test
    void refusesOtherLanguages() {
        assertThat(found("1_a.up.cypher"))
                .containsExactly("1_a.up.cypher: is not SQL. Write it in SQL, or move it away.");
    }

    @Test
    void namesANewOneAsTheNewestIs() {
        assertThat(next(null)).containsExactly("000001_a.down.sql", "000001_a.up.sql");
        assertThat(next("09")).containsExactly("10_a.down.sql", "10_a.up.sql");
        assertThat(next("20240120120000"))
                .containsExactly("20250120120000_a.down.sql", "20250120120000_a.up.sql");
        assertThat(next("20260120120000"))
                .containsExactly("20260120120001_a.down.sql", "20260120120001_a.up.sql");
    }

    private static List<String> next(@Nullable String newest) {
        MigrationVersion version = newest == null ? null : new MigrationVersion(7, newest);
        return GolangLayout.LAYOUT
                .newFiles("a", LocalDateTime.of(2025, 1, 20, 12, 0), version)
                .keySet()
                .stream()
                .sorted()
                .toList();
    }
}
