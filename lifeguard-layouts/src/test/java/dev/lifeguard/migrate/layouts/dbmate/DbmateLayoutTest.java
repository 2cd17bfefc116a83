package dev.lifeguard.migrate.layouts.dbmate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DbmateLayoutTest {

    private static final String BLOCKS = "-- migrate:up\nSELECT 1;\n-- migrate:down\n";

    private static List<String> found(String text) {
        return new GivenFiles().with("1_a.sql", text).found(OtherTool.DBMATE);
    }

    @Test
    void ordersByTheNamesOfTheFilesAndKnowsVersionsAsTexts() {
        GivenFiles files = new GivenFiles();
        for (String name : List.of("10_b.sql", "1_a.sql", "001-c d.sql", "2.sql", "1a.sql")) {
            files.with(name, BLOCKS);
        }

        assertThat(files.found(OtherTool.DBMATE))
                .containsExactly(
                        "001 c d WHOLE", "10 b WHOLE", "1 a WHOLE", "1 a WHOLE", "2 2 WHOLE");
        List<Long> numbers =
                files.read(OtherTool.DBMATE).stream()
                        .map(found -> ((Found.Versioned) found).version().number())
                        .toList();
        assertThat(numbers.getFirst()).isGreaterThan(1L << 62);
        assertThat(numbers.subList(1, 5)).containsExactly(10L, 1L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BLOCKS,
                "--migrate:up\nSELECT 1;\n--   migrate:down   \n",
                "-- migrate:up transaction:true foo:bar\n-- migrate:down\n",
                "-- a comment\n\n-- migrate:up\n-- migrate:down",
                "\uFEFF-- migrate:up\r\n-- migrate:down\r\n"
            })
    void readsItsMarks(String text) {
        assertThat(found(text)).containsExactly("1 a WHOLE");
    }

    @Test
    void runsOneBlockWithoutATransaction() throws IOException {
        List<Found> found =
                new GivenFiles()
                        .with(
                                "1_a.sql",
                                "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\n"
                                        + "SELECT 2;")
                        .read(OtherTool.DBMATE);

        assertThat(found("-- migrate:up transaction:false\n-- migrate:down\n"))
                .containsExactly("1 a UP NONE", "1 a DOWN");
        assertThat(found("-- migrate:up\n-- migrate:down transaction:false\n"))
                .containsExactly("1 a UP", "1 a DOWN NONE");
        assertThat(text(found.get(0))).isEqualTo("\nSELECT 1;\n");
        assertThat(text(found.get(1))).isEqualTo("\nSELECT 2;");
        assertThat(found.get(1).file().firstLine()).isEqualTo(3);
        assertThat(((Found.Versioned) found.get(1)).form().part()).isEqualTo(Part.DOWN);
    }

    private static String text(Found found) throws IOException {
        try (var content = found.file().open()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void takesTheLastValueOfAnOptionAndNoOther() {
        assertThat(found("-- migrate:up transaction:false transaction:true\n-- migrate:down"))
                .containsExactly("1 a WHOLE");
        assertThat(found("-- migrate:up transaction:false:x\n-- migrate:down"))
                .containsExactly("1 a WHOLE");
        assertThat(found("-- migrate:up transaction:FALSE\n-- migrate:down"))
                .containsExactly("1 a WHOLE");
    }

    @Test
    void refusesWhatDbmateRefusesOrWouldReadOtherwise() {
        assertThat(found("CREATE TABLE a (id int);"))
                .containsExactly(
                        "1_a.sql: has no line \"-- migrate:up\". Write one above its statements.");
        assertThat(found("-- migrate: up\n-- migrate:down\n"))
                .containsExactly(
                        "1_a.sql: has no line \"-- migrate:up\". Write one above its statements.");
        assertThat(found("-- migrate:up\nDROP TABLE a;"))
                .containsExactly(
                        "1_a.sql: has no line \"-- migrate:down\", without which dbmate does not"
                                + " run it. Write one at its end.");
        assertThat(found("-- migrate:up\n  -- migrate:down\nDROP TABLE a;"))
                .containsExactly(
                        "1_a.sql: has an indented mark in line 2, which dbmate takes for a comment."
                                + " Begin it at the start of the line, or word it differently.");
        assertThat(found("-- migrate:down\n-- migrate:up"))
                .containsExactly(
                        "1_a.sql: has \"-- migrate:down\" above \"-- migrate:up\". Write the up"
                                + " block first.");
        assertThat(found(BLOCKS + BLOCKS))
                .containsExactly(
                        "1_a.sql: has more than one block \"-- migrate:up\", of which dbmate can"
                                + " run the first only, since each records the version. Make a file"
                                + " of each.");
    }

    @Test
    void leavesAFileOutThatDoesNotBeginWithDigits() {
        assertThat(GivenFiles.named("a.sql", "README.md", "x/1_a.sql").found(OtherTool.DBMATE))
                .containsExactly(
                        "a.sql: is not run: it does not begin with digits, so that dbmate passes"
                                + " over it too. A migration is named"
                                + " \"20240120120000_name.sql\".");
    }
}
