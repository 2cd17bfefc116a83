package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script sets reads as the server would have it when the next statement comes. */
final class QuotingSettingsTest {

    /** A string and a comment, or a string, if a backslash is an escape. */
    private static final String EITHER = "'\\' --'";

    private static final String OFF = "SET standard_conforming_strings = off;";
    private static final String LOCAL = "SET LOCAL standard_conforming_strings = off;";
    private static final String ON = "SET standard_conforming_strings = on;";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT a; " + OFF + " ROLLBACK TO a;",
                "SAVEPOINT a; " + OFF + " ROLLBACK WORK TO SAVEPOINT A;",
                OFF + ON + "SAVEPOINT a; SAVEPOINT b;" + OFF + "SAVEPOINT a; ROLLBACK TO b;",
                OFF + "SAVEPOINT a;" + ON + "SAVEPOINT a;" + OFF + "ROLLBACK TO a;",
                OFF + "RESET ALL;",
                OFF + "SET standard_conforming_strings TO DEFAULT;",
                "-- lifeguard:no-transaction\n" + LOCAL,
                "-- lifeguard:no-transaction\n"
                        + "SELECT set_config('standard_conforming_strings', 'off', true);",
                OFF + "\n-- Down migration\n"
            })
    void readsABackslashAsItself(String script) throws IOException {
        assertThat(last(LexerRules.postgresql(), withSections(script) + EITHER)).isEqualTo("'\\'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT a; " + OFF + " RELEASE a;",
                "SAVEPOINT a; " + OFF + " ROLLBACK TO b;",
                OFF + "SAVEPOINT a;" + ON + "ROLLBACK TO a;",
                LOCAL,
                "-- lifeguard:no-transaction\n" + OFF,
                "-- lifeguard:no-transaction\n"
                        + "SELECT set_config('standard_conforming_strings', 'off', false);"
            })
    void readsABackslashAsAnEscape(String script) throws IOException {
        assertThat(last(LexerRules.postgresql(), script + EITHER)).isEqualTo("'\\' --'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM;" + LOCAL,
                LOCAL + "VACUUM;",
                "-- Up migration\n" + LOCAL + "VACUUM;",
                "-- Up migration\n-- Down migration\n-- c\n" + LOCAL + "VACUUM;",
                "-- Up migration\nVACUUM\n-- Down migration\n" + LOCAL + "VACUUM;",
                "-- Up migration\n" + LOCAL + "VACUUM\n-- Down migration\n",
                "\uFEFFSELECT set_config('standard_conforming_strings', 'off', true); VACUUM;"
            })
    void ignoresWhatIsLocalWhereAStatementRunsOutside(String script) throws IOException {
        assertThat(last(LexerRules.postgresql(), script + EITHER)).isEqualTo("'\\'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM;" + OFF,
                OFF + "VACUUM;",
                "-- Up migration\nVACUUM\n-- Down migration\n" + LOCAL
            })
    void followsWhatLastsWhereAStatementRunsOutside(String script) throws IOException {
        assertThat(last(LexerRules.postgresql(), script + EITHER)).isEqualTo("'\\' --'");
    }

    @Test
    void refusesAStatementThatOnlyATransactionMakesOne() {
        assertThat(TestScripts.refusal(LOCAL + "\nSELECT '\\', '; VACUUM; --';"))
                .isEqualTo(
                        "LG-302 x.sql:2:16: VACUUM cannot run in a transaction, and is a part of a"
                                + " string without one, as SET LOCAL standard_conforming_strings"
                                + " above it would be ignored. Write SET instead of SET LOCAL.");
    }

    @Test
    void beginsAsTheDatabaseHasIt() throws IOException {
        LexerRules off = LexerRules.postgresql().with(Feature.BACKSLASH_STRINGS);

        assertThat(last(off, EITHER)).isEqualTo("'\\' --'");
        assertThat(last(off, ON + EITHER)).isEqualTo("'\\'");
        assertThat(last(off, ON + "RESET standard_conforming_strings;" + EITHER))
                .isEqualTo("'\\' --'");
    }

    private static String withSections(String script) {
        return script.contains("-- Down") ? "-- Up migration\n" + script : script;
    }

    /** The last statement of the section that comes last. */
    private static String last(LexerRules rules, String script) throws IOException {
        ScriptOutline outline = TestScripts.outline(rules, script);
        Section section = outline.down().or(outline::up).orElseThrow();
        assertThat(TestScripts.statements(section)).hasSize(section.statementCount());
        return TestScripts.statements(section).getLast().text();
    }
}
