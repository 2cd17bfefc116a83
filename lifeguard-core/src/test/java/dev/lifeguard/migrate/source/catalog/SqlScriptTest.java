package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SqlScriptTest {

    private static final ScriptRules RULES =
            new ScriptRules(LexerRules.postgresql(), Placeholders.NONE);

    private final InMemorySource source = InMemorySource.named("here");

    @Test
    void isCalledByItsVersionAndName() {
        assertThat(script(source.with("20260101120000_a.sql", "")).label())
                .isEqualTo("20260101120000 a");
    }

    @Test
    void readsTheSectionsOfAFile() throws IOException {
        SqlScript script =
                script(
                        source.with(
                                "20260101120000_a.sql",
                                "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n"));

        assertThat(text(script, Direction.UP)).isEqualTo("SELECT 1;\n");
        assertThat(text(script, Direction.DOWN)).isEqualTo("SELECT 2;\n");
    }

    @Test
    void readsTheFilesOfAPair() throws IOException {
        SqlScript script =
                script(
                        source.with("20260101120000_a.up.sql", "SELECT 1;\n")
                                .with("20260101120000_a.down.sql", "SELECT 2;\n"));

        assertThat(text(script, Direction.UP)).isEqualTo("SELECT 1;\n");
        assertThat(text(script, Direction.DOWN)).isEqualTo("SELECT 2;\n");
    }

    @Test
    void hasNoWayDownWithoutADownSection() {
        SqlScript script = script(source.with("20260101120000_a.sql", "SELECT 1;"));

        assertThat(script.sections(RULES).down()).isEmpty();
    }

    @Test
    void hasNoWayDownWithoutADownFile() {
        SqlScript script = script(source.with("20260101120000_a.up.sql", "SELECT 1;"));

        assertThat(script.sections(RULES).down()).isEmpty();
    }

    @Test
    void hasAWayDownThatDoesNothingWithAnEmptyDownFile() {
        SqlScript script =
                script(
                        source.with("20260101120000_a.up.sql", "SELECT 1;")
                                .with("20260101120000_a.down.sql", ""));

        assertThat(script.sections(RULES).down().map(Section::statementCount)).contains(0);
    }

    @Test
    void refusesADownFileThatCannotBeReadByItsOwnName() {
        SqlScript script =
                script(
                        source.with("20260101120000_a.up.sql", "SELECT 1;")
                                .with("20260101120000_a.down.sql", "SELECT 2;\nCOMMIT;\n"));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> script.sections(RULES))
                .withMessage(
                        "LG-302 20260101120000_a.down.sql:2:1: COMMIT is refused: the script"
                                + " runs in one transaction, which begins before its first"
                                + " statement and is committed after its last. Take it out.\n"
                                + "  2 | COMMIT;\n"
                                + "    | ^");
    }

    @Test
    void refusesSectionsTheWrongWayRound() {
        SqlScript script =
                script(
                        source.with(
                                "20260101120000_a.sql",
                                "-- Up migration\n-- Down migration\nCREATE TABLE a (b int);\n"));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> script.sections(RULES))
                .withMessage(
                        "LG-302 20260101120000_a.sql has statements in its down section, and none"
                                + " in its up section. Put what makes the change below"
                                + " \"-- Up migration\".");
    }

    @Test
    void refusesAPairTheWrongWayRound() {
        SqlScript script =
                script(
                        source.with("20260101120000_a.up.sql", "-- nothing\n")
                                .with("20260101120000_a.down.sql", "CREATE TABLE a (b int);"));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> script.sections(RULES))
                .withMessage(
                        "LG-302 20260101120000_a.up.sql has no statement, but its down file"
                                + " \"20260101120000_a.down.sql\" has. Put what makes the change"
                                + " into this one.");
    }

    private static String text(SqlScript script, Direction direction) throws IOException {
        return script.sections(RULES).of(direction).orElseThrow().text();
    }

    private static SqlScript script(InMemorySource source) {
        return (SqlScript) source.catalog().find(20260101120000L).orElseThrow();
    }
}
