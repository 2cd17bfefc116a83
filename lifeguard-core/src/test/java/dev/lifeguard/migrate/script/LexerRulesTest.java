package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reads differently without a peculiarity of PostgreSQL. */
final class LexerRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    NESTED_COMMENTS          | a /* /* */ ; */ b                            | 1 | 2
                    DOLLAR_QUOTES            | SELECT $$a;b$$                               | 1 | 2
                    PREFIXED_STRINGS         | SELECT E'\\';'                               | 1 | 0
                    STANDARD_STRINGS_SETTING | SET standard_conforming_strings=0; a '\\';'  | 2 | 0
                    ATOMIC_BODIES            | CREATE FUNCTION f() BEGIN ATOMIC a; b END    | 1 | 2
                    COPY_DATA                | COPY t TO STDOUT; a                          | 0 | 2
                    CLIENT_COMMANDS          | a \\ b                                       | 0 | 1
                    """)
    void readsAsTheRulesSay(Feature feature, String script, int with, int without)
            throws IOException {
        assertThat(statements(script, LexerRules.postgresql())).hasSize(with);
        assertThat(statements(script, LexerRules.postgresql().without(feature))).hasSize(without);
    }

    /** The statements, or none if the script is refused. */
    private static List<SqlStatement> statements(String script, LexerRules rules)
            throws IOException {
        ScriptContent content = ScriptContent.of("x.sql", script);
        try {
            return TestScripts.statements(
                    ScriptOutline.read(
                                    content,
                                    ScriptForm.SECTIONS,
                                    new ScriptRules(rules, Placeholders.NONE))
                            .up()
                            .orElseThrow());
        } catch (dev.lifeguard.migrate.error.InvalidScriptException e) {
            return List.of();
        }
    }
}
