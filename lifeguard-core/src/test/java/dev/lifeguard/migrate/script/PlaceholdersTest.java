package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {

    private static final Placeholders VALUES =
            new Placeholders(
                    Map.of(
                            "name", "né😀",
                            "two", "a; b\n c",
                            "quote", "'",
                            "empty", "",
                            "again", "${name}",
                            "dollars", "$$",
                            "x.y-1", "z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    SELECT ${name}              | SELECT né😀
                    ${name}                     | né😀
                    '${name};' "${name};"       | 'né😀;' "né😀;"
                    $f$ ${name}; $f$            | $f$ né😀; $f$
                    a ${x.y-1}${x.y-1}          | a zz
                    a$${name}b                  | a${name}b
                    $$$${name}$$                | $$${name}$$
                    $$$${empty};$$              | $$${empty};$$
                    $$$${name}$$ $$$${name}$$   | $$${name}$$ $$${name}$$
                    $c$${name}$c$               | $c$né😀$c$
                    $c$$${name}$c$              | $c$${name}$c$
                    $é_1$a$é_1$${name}          | $é_1$a$é_1$né😀
                    $c$${name}${empty}$c$$c$$c$ | $c$né😀$c$$c$$c$
                    $1$${name}                  | $1${name}
                    a ${again}                  | a ${name}
                    ${quote}a;${quote}          | 'a;'
                    ${dollars}a;${dollars}      | $$a;$$
                    a ${empty}b                 | a b
                    a -- ${nobody}              | a
                    a /* ${nobody}; $${name} */ b | a /* ${nobody}; $${name} */ b
                    a ${ name } ${} ${a,b} $ { | a ${ name } ${} ${a,b} $ {
                    '{1}' ${                    | '{1}' ${
                    """)
    void replacesInStatements(String script, String text) throws IOException {
        assertThat(texts(script)).containsExactly(text);
    }

    @Test
    void leavesDollarSignsToADollarQuote() throws IOException {
        assertThat(texts("SELECT $$${name};$$; SELECT $$ {name};$$; SELECT $$$$${name}"))
                .containsExactly("SELECT $$né😀;$$", "SELECT $$ {name};$$", "SELECT $$$$né😀");
    }

    @Test
    void readsTheStatementsOfAValue() throws IOException {
        List<SqlStatement> statements = statements("x ${two};\n y");

        assertThat(statements).extracting(SqlStatement::text).containsExactly("x a", "b\n c", "y");
        assertThat(statements)
                .extracting(SqlStatement::start)
                .containsExactly(Position.START, new Position(1, 3, 2), new Position(2, 2, 11));
    }

    @Test
    void leavesCopyDataAsItIs() throws IOException {
        String script =
                "-- Up migration\nCOPY ${x.y-1} FROM STDIN; -- ${nobody}\n${name} $${name}\n\\.\n"
                        + "SELECT '${name}';\n-- Down migration\nSELECT ${x.y-1}";
        ScriptOutline outline = outline(script);
        StatementReader reader = outline.up().orElseThrow().open();

        assertThat(reader.next().orElseThrow().text()).isEqualTo("COPY z FROM STDIN");
        assertThat(new String(reader.copyData().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("${name} $${name}\n");
        SqlStatement last = reader.next().orElseThrow();
        assertThat(last.text()).isEqualTo("SELECT 'né😀'");
        assertThat(last.start()).isEqualTo(new Position(5, 1, 75));
        reader.close();
        SqlStatement down = TestScripts.statements(outline.down().orElseThrow()).getFirst();
        assertThat(down.text()).isEqualTo("SELECT z");
        assertThat(down.start()).isEqualTo(new Position(7, 1, 111));
        assertThat(outline.down().orElseThrow().text()).isEqualTo("SELECT ${x.y-1}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,  1, 1, 0", "8,  1, 9, 8", "9,  1, 9, 8", "10, 1, 9, 8", "11, 1, 16, 15",
        "12, 1, 17, 16", "13, 1, 18, 17", "14, 1, 20, 19", "23, 2, 3, 28", "99, 2, 3, 28"
    })
    void mapsAPlaceInTheTextToTheFile(int codePoints, int line, int column, long offset)
            throws IOException {
        SqlStatement statement = statements("SELECT '${name}' $${name}\n 1").getFirst();

        assertThat(statement.text()).isEqualTo("SELECT 'né😀' ${name}\n 1");
        assertThat(statement.positionAt(codePoints)).isEqualTo(new Position(line, column, offset));
    }

    @Test
    void readsTheSameWhateverTheStreamGives() throws IOException {
        String piece =
                "SELECT '${name}', $f$ $$ ${two} $${name} $$$${x} $f$ -- ${a}\n, ${x.y-1};\n";
        String script = piece.repeat(3000);
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);

        List<SqlStatement> whole = statements(script);
        assertThat(whole).hasSize(3000);
        assertThat(whole.getLast().start())
                .isEqualTo(new Position(5999, 1, (long) piece.length() * 2999));
        assertThat(TestScripts.statements(read(TestScripts.byteByByte(bytes)).up().orElseThrow()))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT ${name}, ${b};          | 1:17 | ${b}
                    /* ${c} */ é; $$${b}$$         | 1:17 | ${b}
                    '😀${name}${B.b-9}'            | 1:9  | ${B.b-9}
                    """)
    void refusesOneThatIsNotDeclared(String script, String at, String written) {
        Placeholders two = new Placeholders(Map.of("name", "é", "a", ""));
        InvalidScriptException refused =
                catchThrowableOfType(
                        InvalidScriptException.class,
                        () ->
                                ScriptOutline.read(
                                        ScriptContent.of("x.sql", script),
                                        ScriptForm.SECTIONS,
                                        new ScriptRules(LexerRules.postgresql(), two)));

        assertThat(refused)
                .hasMessage(
                        "LG-302 x.sql:%s: The placeholder \"%s\" is not declared, but \"${a}\","
                                + " \"${name}\". Declare it by placeholder(\"%s\", …), or write"
                                + " \"$%s\" for the text itself.",
                        at, written, written.substring(2, written.length() - 1), written);
    }

    @Test
    void replacesNothingWhereNoneAreDeclared() throws IOException {
        String script = "SELECT '${a}', $${b}$$, $$${c}$$, $${d} $$";

        assertThat(TestScripts.texts(script)).containsExactly(script);
    }

    @Test
    void givesTheTextAsItIsInTheFile() throws IOException {
        String script = "SELECT '${name}', $${name}, é,\n ${empty}${name}";

        assertThat(statements(script).getFirst().written()).isEqualTo(script);
    }

    @Test
    void refusesNamesAndValuesThatCannotBe() {
        assertThatThrownBy(() -> new Placeholders(Map.of("a b", "")))
                .hasMessage(
                        "The placeholder name \"a b\" is not 1 to 128 letters, digits, \"_\","
                                + " \".\", \"-\" or \":\".");
        assertThatThrownBy(() -> new Placeholders(Map.of("a", "\0", "", "")))
                .hasMessage(
                        "The placeholder name \"\" is not 1 to 128 letters, digits, \"_\", \".\","
                                + " \"-\" or \":\". The value of the placeholder \"a\" holds a NUL"
                                + " character.");
    }

    private static ScriptOutline outline(String script) throws IOException {
        return read(ScriptContent.of("x.sql", script));
    }

    private static ScriptOutline read(ScriptContent content) throws IOException {
        return ScriptOutline.read(
                content, ScriptForm.SECTIONS, new ScriptRules(LexerRules.postgresql(), VALUES));
    }

    private static List<SqlStatement> statements(String script) throws IOException {
        return TestScripts.statements(outline(script).up().orElseThrow());
    }

    private static List<String> texts(String script) throws IOException {
        return statements(script).stream().map(SqlStatement::text).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"${tenant}_x\"", "\"x_${tenant}\"", "U&\"${tenant}\""})
    void refusesOneInAQuotedNameWhereNoneAreDeclared(String name) {
        assertThat(TestScripts.refusal("a;\nCREATE TABLE " + name + " (a int)"))
                .isEqualTo(
                        "LG-302 x.sql:2:14: The name %s holds the placeholder \"${tenant}\", and no"
                            + " placeholder is declared. Declare it by placeholder(\"tenant\", …),"
                            + " or, where the name is to be so, declare any other and write"
                            + " \"$${tenant}\".",
                        name);
    }

    @Test
    void refusesOneInTheNamesOfOtherDatabases() {
        assertThat(TestScripts.refusal(LexerRules.mysql(), "SELECT `${a}`"))
                .startsWith("LG-302 x.sql:1:8: The name `${a}` holds the placeholder \"${a}\"");
        assertThat(TestScripts.refusal(LexerRules.sqlite(), "SELECT [b.${a}]"))
                .startsWith("LG-302 x.sql:1:8: The name [b.${a}] holds the placeholder \"${a}\"");
        assertThat(TestScripts.refusal(LexerRules.h2(), "SELECT \"${a}\""))
                .startsWith("LG-302 x.sql:1:8: The name \"${a}\" holds the placeholder \"${a}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE t_${a.b-c}_x ()", "SELECT 1, ${a.b-c}", "${a.b-c}"})
    void warnsOfOneOutsideOfQuotesWhereNoneAreDeclared(String statement) throws IOException {
        assertThat(TestScripts.up("a;\n" + statement + "; b ${d}").placeholderWarning())
                .contains(
                        "Line 2 of \"x.sql\" holds \"${a.b-c}\", and no placeholder is declared: it"
                                + " is sent as it is written.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '${a}'",
                "-- ${a}",
                "/* ${a} */",
                "DO $$ ${a} $$",
                "DO $x$ \"${a}\" $x$",
                "COPY t FROM STDIN;\n${a}\n\\.\n",
                "SELECT ${}, $ {a}, ${a b}, {a}, \"${}\", \"$a\""
            })
    void saysNothingOfOtherTextsWhereNoneAreDeclared(String script) throws IOException {
        assertThat(TestScripts.up(script).placeholderWarning()).isEmpty();
    }
}
