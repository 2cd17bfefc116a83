package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectiveTest {

    @Test
    void readsTheDirectivesOfEachSection() throws IOException {
        ScriptOutline outline =
                TestScripts.outline(
                        """
                        -- migrate:up
                        -- lifeguard:lock-timeout 5s
                        -- a comment
                          --lifeguard:no-transaction
                        a;
                        -- migrate:down
                        -- lifeguard:irreversible  the rows are gone
                        """);
        Section up = outline.up().orElseThrow();
        Section down = outline.down().orElseThrow();

        assertThat(up.lockTimeout()).contains(Duration.ofSeconds(5));
        assertThat(up.noTransactionDirective()).isTrue();
        assertThat(up.needsNoTransaction()).isTrue();
        assertThat(up.irreversibleReason()).isEmpty();
        assertThat(down.lockTimeout()).isEmpty();
        assertThat(down.needsNoTransaction()).isFalse();
        assertThat(down.irreversibleReason()).contains("the rows are gone");
    }

    @Test
    void readsThatThereIsNoWayDownAtTheHeadOfTheUpSection() throws IOException {
        Section up = TestScripts.up("-- lifeguard:irreversible it drops a column\na;");

        assertThat(up.irreversibleReason()).contains("it drops a column");
    }

    @Test
    void readsThatThereIsNoWayDownInAFileThatIsTheDownSection() throws IOException {
        ScriptOutline outline =
                TestScripts.outline(
                        ScriptForm.DOWN_ONLY, "-- lifeguard:irreversible it drops a column");

        assertThat(outline.down().orElseThrow().irreversibleReason()).contains("it drops a column");
    }

    @ParameterizedTest
    @CsvSource({
        "1ms, PT0.001S",
        "5s, PT5S",
        "10 m, PT10M",
        "596h, PT596H",
        "2147483647ms, PT596H31M23.647S"
    })
    void readsALockTimeout(String value, Duration expected) throws IOException {
        assertThat(TestScripts.up("-- lifeguard:lock-timeout " + value).lockTimeout())
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 sec",
                "-1s",
                "0s",
                "1.5s",
                "5S",
                "5s 3ms",
                "597h",
                "2147483648ms",
                "99999999999999999999s"
            })
    void refusesAnotherLockTimeout(String value) {
        assertThat(TestScripts.refusal("-- lifeguard:lock-timeout " + value))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:lock-timeout\" has the"
                            + " value \"%s\". Write a whole number from 1 on with its unit ms, s, m"
                            + " or h, at most 596h: \"-- lifeguard:lock-timeout 5s\".",
                        value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifeguard:notransaction",
                "lifeguard: no-transaction",
                "lifeguard:no_transaction",
                "lifegaurd:no-transaction",
                "lifegard: lock-timeout 5s",
                "lifeguard no-transaction",
                "lifeguard-migrate:irreversible no",
                "lifeguard_no_transaction",
                "migrate:no-transaction",
                "no-transaction",
                "lock_timeout = 5s",
                "lifeguard:",
                "Lifeguard :x y"
            })
    void refusesAnUnknownDirective(String directive) {
        assertThat(TestScripts.refusal("a;\n  -- " + directive))
                .isEqualTo(
                        "LG-302 x.sql:2:3: Unknown directive \"%s\". There are \"--"
                            + " lifeguard:no-transaction\", \"-- lifeguard:irreversible REASON\","
                            + " \"-- lifeguard:nothing-to-undo REASON\", \"--"
                            + " lifeguard:lock-timeout 5s\", \"-- lifeguard:allow RULE REASON\","
                            + " \"-- lifeguard:batch table=NAME key=COLUMN\" and \"--"
                            + " lifeguard:requires VERSION\".",
                        directive);
    }

    @Test
    void namesTheMarkerOfASectionThatWasMeant() {
        assertThat(TestScripts.refusal("a;\n-- Lifeguard:Down"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: The comment \"-- Lifeguard:Down\" begins no section."
                                + " Write \"-- Down migration\" or \"-- migrate:down\".");
        assertThat(TestScripts.refusal("-- lifeguard:up\na;"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The comment \"-- lifeguard:up\" begins no section."
                                + " Write \"-- Up migration\" or \"-- migrate:up\".");
    }

    @Test
    void whatLintIsToldMayStandAboveAnyStatement() throws IOException {
        Section up =
                TestScripts.up(
                        """
                        -- lifeguard:no-transaction
                        -- lifeguard:allow drop-table nobody reads it
                        a;
                        -- lifeguard:allow drop-column
                        b;
                        --lifeguard:allow  cascade  REASON
                        """);

        assertThat(up.allows())
                .extracting(it -> it.position().line() + " " + it.rule() + "|" + it.reason())
                .containsExactly("2 drop-table|nobody reads it", "4 drop-column|", "6 cascade|");
        assertThat(up.statementCount()).isEqualTo(2);
        assertThat(TestScripts.refusal("a;\n-- lifeguard:allow"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: The directive \"-- lifeguard:allow\" needs the name of a"
                                + " rule of lint and a reason. Write \"-- lifeguard:allow RULE"
                                + " REASON\".");
    }

    @Test
    void refusesAValueThatADirectiveDoesNotTake() {
        assertThat(TestScripts.refusal("-- lifeguard:no-transaction please"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:no-transaction\" takes no"
                                + " value, but has \"please\". Put that on a comment line of its"
                                + " own.");
    }

    @Test
    void refusesIrreversibleWithoutAReason() {
        assertThat(TestScripts.refusal("-- lifeguard:irreversible "))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:irreversible\" needs a"
                                + " reason. Write \"-- lifeguard:irreversible REASON\".");
    }

    @Test
    void refusesADirectiveThatIsThereTwice() {
        String script =
                "-- lifeguard:lock-timeout 5s\n-- lifeguard:no-transaction\n"
                        + "-- lifeguard:lock-timeout 6s";

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:3:1: The directive \"-- lifeguard:lock-timeout 6s\" is there"
                                + " twice. Take it out here or in line 1.");
    }

    @Test
    void refusesADirectiveBelowTheFirstStatement() {
        assertThat(TestScripts.refusal("\na;\nb;\n-- lifeguard:no-transaction\n"))
                .isEqualTo(
                        "LG-302 x.sql:4:1: The directive \"-- lifeguard:no-transaction\" stands"
                            + " below the first statement of its section. Move it above line 2.");
    }

    @ParameterizedTest
    @CsvSource({"'a\n', 2:1", "'a; ', 1:4", "'/* a */', 1:8"})
    void refusesADirectiveThatHasNoLineOfItsOwn(String before, String at) {
        assertThat(TestScripts.refusal(before + "-- lifeguard:no-transaction\n"))
                .isEqualTo(
                        "LG-302 x.sql:%s: The directive \"-- lifeguard:no-transaction\" has to"
                                + " stand on a line of its own above the first statement of its"
                                + " section.",
                        at);
    }

    @Test
    void refusesADirectiveInABlockComment() {
        assertThat(TestScripts.refusal("/* lifeguard:no-transaction */"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"/* lifeguard:no-transaction */\" stands"
                            + " in a block comment. Write \"-- lifeguard:no-transaction\" on a line"
                            + " of its own.");
    }

    @Test
    void refusesAStatementInAnIrreversibleDownSection() {
        String script = "-- Up migration\n-- Down migration\n-- lifeguard:irreversible x\na;";

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:4:1: This down section is irreversible by line 3, but has a"
                                + " statement. Take one of them out.");
    }

    @Test
    void refusesADownSectionOfAnIrreversibleMigration() {
        String script = "-- Up migration\n-- lifeguard:irreversible x\na;\n-- Down migration\n";

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:4:1: The migration is irreversible by line 2, but has a down"
                                + " section. Take one of them out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- lifeguard is a tool", "-- see lifeguard:no-transaction", "a -- b"})
    void takesProseForProse(String comment) throws IOException {
        assertThat(TestScripts.up(comment).noTransactionDirective()).isFalse();
    }

    @Test
    void takesAReasonWhyNothingIsToBeUndone() throws IOException {
        ScriptOutline outline =
                TestScripts.outline(
                        "-- Up migration\na;\n-- Down migration\n-- lifeguard:nothing-to-undo b c");

        assertThat(outline.down().orElseThrow().saysNothingToUndo()).isTrue();
        assertThat(outline.up().orElseThrow().saysNothingToUndo()).isFalse();
    }

    @Test
    void refusesNothingToUndoWithoutAReasonWithAStatementAndInAnUpSection() {
        assertThat(TestScripts.refusal("-- lifeguard:nothing-to-undo"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:nothing-to-undo\" needs a"
                                + " reason. Write \"-- lifeguard:nothing-to-undo REASON\".");
        assertThat(TestScripts.refusal("-- lifeguard:nothing-to-undo b\na;"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:nothing-to-undo b\" stands"
                            + " in the up section. Move it below a line \"-- Down migration\".");
        assertThat(
                        TestScripts.refusal(
                                "-- Up migration\n-- Down migration\n"
                                        + "-- lifeguard:nothing-to-undo b\na;"))
                .isEqualTo(
                        "LG-302 x.sql:4:1: This down section has nothing to undo by line 3, but has"
                                + " a statement. Take one of them out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REASON", "reason", "<REASON>", "\"REASON\"."})
    void refusesThePlaceholderOfAReason(String reason) {
        assertThat(
                        TestScripts.refusal(
                                "-- Up migration\na;\n-- Down migration\n"
                                        + "-- lifeguard:irreversible "
                                        + reason))
                .isEqualTo(
                        "LG-302 x.sql:4:1: The directive \"-- lifeguard:irreversible\" has \"%s\""
                                + " in place of a reason. Write the reason.",
                        reason);
        assertThat(
                        TestScripts.refusal(
                                "-- Up migration\na;\n-- Down migration\n"
                                        + "-- lifeguard:nothing-to-undo "
                                        + reason))
                .isEqualTo(
                        "LG-302 x.sql:4:1: The directive \"-- lifeguard:nothing-to-undo\" has"
                                + " \"%s\" in place of a reason. Write the reason.",
                        reason);
    }
}
