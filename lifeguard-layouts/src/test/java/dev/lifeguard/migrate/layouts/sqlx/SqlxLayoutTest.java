package dev.lifeguard.migrate.layouts.sqlx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlxLayoutTest {

    private static List<String> found(String... names) {
        return GivenFiles.named(names).found(OtherTool.SQLX);
    }

    @Test
    void ordersByNumbers() {
        assertThat(
                        found(
                                "010_b.sql",
                                "9_a b.sql",
                                "9223372036854775807_z.sql",
                                "20240120120000_c.up.sql",
                                "20240120120000_d.down.sql"))
                .containsExactly(
                        "9 a b UP",
                        "010 b UP",
                        "20240120120000 c UP",
                        "20240120120000 c DOWN",
                        "9223372036854775807 z UP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- no-transaction|NONE",
                "-- no-transaction because|NONE",
                "-- No-transaction|USUAL",
                "--no-transaction|USUAL",
                "'\n-- no-transaction'|USUAL",
                "' -- no-transaction'|USUAL",
                "'\uFEFF-- no-transaction'|USUAL",
                "-- no|USUAL"
            })
    void runsWithoutATransactionWhereTheFirstBytesSayIt(String text, String transaction) {
        assertThat(new GivenFiles().with("1_a.sql", text).found(OtherTool.SQLX))
                .containsExactly(transaction.equals("NONE") ? "1 a UP NONE" : "1 a UP");
    }

    @Test
    void refusesWhatIsNoNumber() {
        String why =
                ": does not begin with a whole number and \"_\", and SQLx refuses it too. Name it"
                        + " \"1_name.sql\", or move it away.";

        assertThat(found("a_b.sql", "9223372036854775808_z.sql", "1.5_a.sql", "-1_a.sql"))
                .containsExactly(
                        "-1_a.sql" + why,
                        "1.5_a.sql" + why,
                        "9223372036854775808_z.sql" + why,
                        "a_b.sql" + why);
    }

    @Test
    void leavesAFileOutThatHasNoUnderscore() {
        assertThat(found("1.sql", "seed.sql"))
                .containsExactly(
                        "1.sql: has no \"_\" behind a number, so that SQLx passes over it. Name it"
                                + " \"1_name.sql\", or move it away.",
                        "seed.sql: is not run: it has no \"_\" behind a number, so that SQLx"
                                + " passes over it too. A migration is named \"1_name.sql\".");
    }

    @Test
    void leavesOtherFilesAlone() {
        assertThat(found("x/1_a.sql", "README.md", "1_a.txt")).isEmpty();
    }

    @Test
    void refusesADownFileAlone() {
        assertThat(found("1_a.down.sql"))
                .containsExactly(
                        "1_a.down.sql: has no up file beside it. Add \"1_a.up.sql\", or remove this"
                                + " one.");
    }
}
