package dev.lifeguard.migrate.layouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tool passes over is said, whatever the capitals of its ending are. */
final class SqlEndingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOSE|2_b.SQL|goose|00001_name.sql",
                "DBMATE|20240101000000_b.Sql|dbmate|20240120120000_name.sql",
                "SQLX|2_b.SQL|SQLx|1_name.sql",
            })
    void isRefusedInCapitalsWhereAMigrationWasMeant(
            OtherTool tool, String name, String title, String pattern) {
        assertThat(GivenFiles.named(name).found(tool))
                .containsExactly(
                        ("%s: does not end with \".sql\" in small letters, so that %s passes over"
                                        + " it. Name it \"%s\", or move it away.")
                                .formatted(name, title, pattern));
    }

    @Test
    void isToldOfAnyOtherFile() {
        assertThat(GivenFiles.named("seed.SQL").found(OtherTool.GOOSE))
                .containsExactly(
                        "seed.SQL: is not run: it does not end with \".sql\" in small letters, so"
                                + " that goose passes over it too. A migration is named"
                                + " \"00001_name.sql\".");
    }

    @Test
    void isOfNoConcernToGolangMigrate() {
        assertThat(GivenFiles.named("1_a.up.SQL", "1_a.down.Sql").found(OtherTool.GOLANG_MIGRATE))
                .containsExactly("1 a DOWN", "1 a UP");
        for (String misnamed : List.of("2_b.UP.SQL", "2_b.up", "000001_up.sql")) {
            assertThat(GivenFiles.named(misnamed).found(OtherTool.GOLANG_MIGRATE))
                    .singleElement()
                    .asString()
                    .startsWith(misnamed + ": is not named like a migration");
        }
    }

    @ParameterizedTest
    @CsvSource({"DIESEL,2024-01-01-000000_a/UP.SQL", "PRISMA,20240101000000_a/MIGRATION.SQL"})
    void isMissedInAFolderOfOneMigration(OtherTool tool, String name) {
        assertThat(GivenFiles.named(name).found(tool))
                .singleElement()
                .asString()
                .startsWith(name + ": stands in a folder without");
    }

    @Test
    void isToldWhereAJournalNamesTheFiles() {
        assertThat(
                        GivenFiles.named("b.SQL")
                                .with("meta/_journal.json", "{\"entries\":[]}")
                                .found(OtherTool.DRIZZLE))
                .containsExactly(
                        "b.SQL: is not run: it is not in \"meta/_journal.json\", so that Drizzle"
                                + " passes over it too.");
    }
}
