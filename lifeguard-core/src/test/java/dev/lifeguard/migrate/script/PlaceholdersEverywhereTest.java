package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersEverywhereTest {

    private static final Placeholders VALUES =
            new Placeholders(Map.of("name", "né", "again", "${name}", "empty", "", "a:b", "c"));

    private static final ScriptForm FORM =
            ScriptForm.of(Part.UP, Marks.none())
                    .with(Substitution.EVERYWHERE)
                    .with(
                            name ->
                                    name.equals("own:file")
                                            ? Optional.of("x.sql")
                                            : Optional.empty());

    private static Section section(String script) throws IOException {
        return ScriptOutline.read(
                        ScriptContent.of("x.sql", script),
                        FORM,
                        new ScriptRules(LexerRules.postgresql(), VALUES))
                .up()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    SELECT ${name}          | SELECT né
                    SELECT '${NAME}'        | SELECT 'né'
                    SELECT ${a:b}           | SELECT c
                    SELECT '${own:file}'    | SELECT 'x.sql'
                    SELECT '$${name}'       | SELECT '$né'
                    SELECT $$${name}$$      | SELECT $$né$$
                    SELECT $f$${name}$f$    | SELECT $f$né$f$
                    SELECT ${empty}1        | SELECT 1
                    SELECT '${again}'       | SELECT '${name}'
                    SELECT 1 -- ${nobody}   | SELECT 1
                    SELECT '$ {name} $a {'  | SELECT '$ {name} $a {'
                    """)
    void replacesWhateverStandsBeforeThem(String script, String text) throws IOException {
        assertThat(TestScripts.statements(section(script)))
                .extracting(SqlStatement::text)
                .containsExactly(text);
    }

    @Test
    void replacesInTheDataOfACopy() throws IOException {
        String script =
                "COPY t (a) FROM stdin;\n${name}\ta ${empty}\n${again}\n\\.\nSELECT '${name}';\n";
        try (StatementReader reader = section(script).open()) {
            assertThat(reader.next()).isPresent();
            assertThat(new String(reader.copyData().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("né\ta \n${name}\n");
            assertThat(reader.next().map(SqlStatement::text)).isEqualTo(Optional.of("SELECT 'né'"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    SELECT ${nobody}    | ${nobody}
                    SELECT '${ name }'  | ${ name }
                    SELECT '${}'        | ${}
                    SELECT '${a,é}'     | ${a,Ã©}
                    """)
    void refusesWhatStandsForNothing(String script, String written) {
        InvalidScriptException refused =
                catchThrowableOfType(InvalidScriptException.class, () -> section(script));
        assertThat(refused.detail().message())
                .contains("x.sql:1:")
                .contains("The placeholder \"%s".formatted(written))
                .contains("is not declared, but \"${a:b}\", \"${again}\"")
                .contains("Declare it by placeholder(");
    }

    @Test
    void advisesTwoDollarSignsInThisProjectsOwnFilesOnly() {
        InvalidScriptException refused =
                catchThrowableOfType(
                        InvalidScriptException.class,
                        () ->
                                ScriptOutline.read(
                                        ScriptContent.of("x.sql", "SELECT ${x}"),
                                        FORM.with(Substitution.ALWAYS),
                                        new ScriptRules(
                                                LexerRules.postgresql(), Placeholders.NONE)));
        assertThat(refused.detail().message())
                .endsWith(
                        "The placeholder \"${x}\" is not declared. Declare it by"
                                + " placeholder(\"x\", …).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT '${name", "SELECT '${name\n}'", "SELECT '${", "SELECT ${name "})
    void refusesWhatHasNoEnd(String script) {
        InvalidScriptException refused =
                catchThrowableOfType(InvalidScriptException.class, () -> section(script));
        assertThat(refused.detail().message())
                .startsWith("x.sql:1:")
                .endsWith("has no closing brace in its line, or within 128 characters.");
    }

    @Test
    void namesThePlaceBehindReplacedOnes() {
        InvalidScriptException refused =
                catchThrowableOfType(
                        InvalidScriptException.class,
                        () -> section("SELECT '${name}';\n  SELECT '${empty}', ${nobody};"));
        assertThat(List.of(refused.detail().line(), refused.detail().column()))
                .containsExactly(2, 22);
    }
}
