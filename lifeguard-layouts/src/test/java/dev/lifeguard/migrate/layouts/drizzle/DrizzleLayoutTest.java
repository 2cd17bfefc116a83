package dev.lifeguard.migrate.layouts.drizzle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.layout.Marks.Mark.Sign;
import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrizzleLayoutTest {

    private static List<String> found(String journal, String... names) {
        return GivenFiles.named(names).with("meta/_journal.json", journal).found(OtherTool.DRIZZLE);
    }

    private static String entries(String... tags) {
        return "{\"entries\":[%s]}"
                .formatted(
                        String.join(
                                ",",
                                List.of(tags).stream()
                                        .map("{\"idx\":0,\"tag\":\"%s\",\"when\":1}"::formatted)
                                        .toList()));
    }

    @Test
    void followsTheJournal() {
        assertThat(
                        found(
                                entries("0001_b", "0000_a"),
                                "0000_a.sql",
                                "0001_b.sql",
                                "meta/0000_snapshot.json"))
                .containsExactly("0001_b b UP", "0000_a a UP");
    }

    @Test
    void refusesAnEntryWithoutAFile() {
        assertThat(found(entries("0000_a"), "0001_b.sql"))
                .contains(
                        "meta/_journal.json: names \"0000_a\", of which there is no file"
                                + " \"0000_a.sql\". Restore it, or take the entry out.");
    }

    /** As a merge leaves it, when both sides had made one of the same number. */
    @Test
    void leavesAFileOutThatTheJournalDoesNotName() {
        assertThat(found(entries("0000_a"), "0000_a.sql", "0000_b.sql"))
                .containsExactly(
                        "0000_a a UP",
                        "0000_b.sql: is not run: it is not in \"meta/_journal.json\", so that"
                                + " Drizzle passes over it too.");
    }

    @Test
    void refusesADirectoryWithoutAJournal() {
        assertThat(GivenFiles.named("0000_a.sql").found(OtherTool.DRIZZLE))
                .containsExactly(
                        "0000_a.sql: is in no \"meta/_journal.json\", which is not there. Name the"
                                + " directory that holds \"meta\", or make it with drizzle-kit.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|is not JSON at line 1, column 2: a string is expected. Correct it, or make it"
                        + " with drizzle-kit.",
                "[]|has no array \"entries\". Make it with drizzle-kit.",
                "{\"entries\":{}}|has no array \"entries\". Make it with drizzle-kit.",
                "{\"entries\":[{\"tag\":\"a\"}]}|has an entry without \"tag\" and \"when\", the 1."
                        + " of all. Correct it.",
                "{\"entries\":[{\"tag\":\"a\",\"when\":1.5}]}|has an entry without \"tag\" and"
                        + " \"when\", the 1. of all. Correct it.",
                "{\"entries\":[{\"tag\":\"a\",\"when\":1e99}]}|has an entry without \"tag\" and"
                        + " \"when\", the 1. of all. Correct it.",
                "{\"entries\":[{\"tag\":\"a\",\"when\":1},{\"tag\":\"a\",\"when\":2}]}|has the tag"
                        + " \"a\" twice. Take one out."
            })
    void refusesAJournalThatItCannotRead(String journal, String why) {
        assertThat(found(journal, "a.sql").getFirst()).isEqualTo("meta/_journal.json: " + why);
    }

    @Test
    void readsTheFoldersOfVersionOne() {
        assertThat(
                        GivenFiles.named(
                                        "20240120120000_b/migration.sql",
                                        "20240120120000_b/snapshot.json",
                                        "20240119120000_a/migration.sql")
                                .found(OtherTool.DRIZZLE))
                .containsExactly("20240119120000_a a UP", "20240120120000_b b UP");
    }

    @Test
    void refusesFoldersBesideAJournal() {
        assertThat(found(entries(), "20240120120000_b/migration.sql"))
                .containsExactly(
                        "20240120120000_b/migration.sql: is of version 1 of Drizzle, but stands"
                                + " beside a \"meta/_journal.json\". Run drizzle-kit up, or remove"
                                + " one of both.");
        assertThat(GivenFiles.named("b/migration.sql").found(OtherTool.DRIZZLE))
                .containsExactly(
                        "b/migration.sql: stands in a folder whose name does not begin with a time"
                                + " of 14 digits. Name it \"20240120120000_name\".");
    }

    @Test
    void readsBreakpoints() {
        assertThat(DrizzleMarks.MARKS.read("> statement-breakpoint"))
                .contains(Sign.STATEMENT_BREAK);
        assertThat(DrizzleMarks.MARKS.read(" > statement-breakpoint")).isEmpty();
    }

    @Test
    void leavesNewFilesToDrizzle() {
        assertThatThrownBy(
                        () ->
                                DrizzleLayout.LAYOUT.newFiles(
                                        "a", LocalDateTime.of(2025, 1, 20, 12, 0), null))
                .hasMessageContaining("Make it by drizzle-kit generate --custom --name=a.");
    }
}
