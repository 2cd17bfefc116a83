package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExcerptTest {

    @Test
    void showsTheLineWithACaretUnderThePlace() throws IOException {
        SqlStatement statement = last("CREATE TABLE users (\n    id bigintt\n);\n");

        assertThat(Excerpt.of(statement, new Position(2, 8, 28)))
                .isEqualTo(lines("  2 |     id bigintt", "    |        ^"));
    }

    @Test
    void pointsAtTheFirstColumn() throws IOException {
        SqlStatement statement = last("SELEC 1;");

        assertThat(Excerpt.of(statement, statement.start()))
                .isEqualTo(lines("  1 | SELEC 1", "    | ^"));
    }

    @Test
    void pointsBehindTheEndOfALine() throws IOException {
        SqlStatement statement = last("SELECT");

        assertThat(Excerpt.of(statement, statement.positionAt(6)))
                .isEqualTo(lines("  1 | SELECT", "    |       ^"));
    }

    @Test
    void keepsTheGutterAsWideAsTheLineNumber() throws IOException {
        SqlStatement statement = last("\n".repeat(999) + "SELEC 1;");

        assertThat(Excerpt.of(statement, statement.start()))
                .isEqualTo(lines("  1000 | SELEC 1", "       | ^"));
    }

    @Test
    void keepsTheIndentOfTheFirstLine() throws IOException {
        SqlStatement statement = last("    SELEC 1;");

        assertThat(Excerpt.of(statement, statement.start()))
                .isEqualTo(lines("  1 |     SELEC 1", "    |     ^"));
    }

    @Test
    void leavesOutTheStatementBeforeOnTheSameLine() throws IOException {
        SqlStatement statement = last("SELECT 1; SELEC 2;");

        assertThat(Excerpt.of(statement, statement.start()))
                .isEqualTo(lines("  1 |           SELEC 2", "    |           ^"));
    }

    @Test
    void showsATabAsOneBlank() throws IOException {
        SqlStatement statement = last("SELECT 1,\n\t\tx\ty;");

        assertThat(Excerpt.of(statement, new Position(2, 5, 14)))
                .isEqualTo(lines("  2 |   x y", "    |     ^"));
    }

    @Test
    void countsACharacterOutsideOfTheBasicPlaneAsOne() throws IOException {
        SqlStatement statement = last("SELECT '🦩🦩', x;");

        assertThat(Excerpt.of(statement, statement.positionAt(13)))
                .isEqualTo(lines("  1 | SELECT '🦩🦩', x", "    |              ^"));
    }

    @Test
    void showsNoLineEndOfWindows() throws IOException {
        SqlStatement statement = last("SELECT 1,\r\n  x,\r\n  y;\r\n");

        assertThat(Excerpt.of(statement, new Position(2, 3, 13)))
                .isEqualTo(lines("  2 |   x,", "    |   ^"));
    }

    @Test
    void showsTheLineThatACarriageReturnAloneBegins() throws IOException {
        SqlStatement statement = last("SELECT 1,\r  x,\r  y;\r");

        assertThat(Excerpt.of(statement, new Position(2, 3, 12)))
                .isEqualTo(lines("  2 |   x,", "    |   ^"));
    }

    @Test
    void showsALineOf96CharactersWhole() throws IOException {
        String line = "SELECT " + "x".repeat(89);

        assertThat(Excerpt.of(last(line + "\n;"), new Position(1, 1, 0)))
                .isEqualTo("\n  1 | %s\n    | ^", line);
    }

    @Test
    void showsALineOf96CharactersAndAWindowsLineEndWhole() throws IOException {
        String line = "SELECT " + "x".repeat(89);

        assertThat(Excerpt.of(last(line + "\r\n, y;"), new Position(1, 1, 0)))
                .isEqualTo("\n  1 | %s\n    | ^", line);
    }

    @Test
    void cutsALongLineOffAfter96Characters() throws IOException {
        String line = "SELECT " + "x".repeat(89);

        assertThat(Excerpt.of(last(line + "yz;"), new Position(1, 8, 7)))
                .isEqualTo("\n  1 | %s…\n    |        ^", line);
    }

    @Test
    void showsSixtyFourCharactersBeforeAFarPlace() throws IOException {
        SqlStatement statement = last("SELECT " + "a".repeat(100) + "b" + "c".repeat(100) + ";");

        assertThat(Excerpt.of(statement, statement.positionAt(107)))
                .isEqualTo(
                        "\n  1 | …%s…\n    |  %s^",
                        "a".repeat(64) + "b" + "c".repeat(31), " ".repeat(64));
    }

    @Test
    void cutsBetweenCharactersOutsideOfTheBasicPlane() throws IOException {
        SqlStatement statement = last("SELECT '" + "🦩".repeat(150) + "';");

        assertThat(Excerpt.of(statement, statement.positionAt(100)))
                .isEqualTo("\n  1 | …%s…\n    |  %s^", "🦩".repeat(96), " ".repeat(64));
    }

    @Test
    void showsPlaceholdersAndNotTheirValues() throws IOException {
        Placeholders placeholders = new Placeholders(Map.of("secret", "a\nb", "x", ""));
        SqlStatement statement = last("SELECT '${secret}${x}', nothing;", placeholders);

        assertThat(Excerpt.of(statement, statement.positionAt(14)))
                .isEqualTo(
                        lines(
                                "  1 | SELECT '${secret}${x}', nothing",
                                "    |                         ^"));
    }

    @Test
    void isEmptyForAPlaceThatIsNotInTheStatement() throws IOException {
        SqlStatement statement = last("SELECT 1;");

        assertThat(Excerpt.of(statement, new Position(1, 40, 39))).isEmpty();
    }

    private static String lines(String line, String caret) {
        return "\n" + line + "\n" + caret;
    }

    private static SqlStatement last(String text) throws IOException {
        return last(text, Placeholders.NONE);
    }

    private static SqlStatement last(String text, Placeholders placeholders) throws IOException {
        ScriptContent content = ScriptContent.of("a.sql", text);
        ScriptOutline outline =
                ScriptOutline.read(
                        content,
                        ScriptForm.UP_ONLY,
                        new ScriptRules(LexerRules.postgresql(), placeholders));
        try (StatementReader reader = outline.up().orElseThrow().open()) {
            SqlStatement last = reader.next().orElseThrow();
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                last = next.get();
            }
            return last;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void showsALineOfAFile(String end) throws IOException {
        ScriptContent file =
                ScriptContent.of("a.sql", "\uFEFFone" + end + end + "\tthree…" + end + "four");

        assertThat(Excerpt.of(file, 1, 1)).isEqualTo(lines("  1 | one", "    | ^"));
        assertThat(Excerpt.of(file, 2, 1)).isEqualTo(lines("  2 | ", "    | ^"));
        assertThat(Excerpt.of(file, 3, 7)).isEqualTo(lines("  3 |  three…", "    |       ^"));
        assertThat(Excerpt.of(file, 4, 5)).isEqualTo(lines("  4 | four", "    |     ^"));
        assertThat(Excerpt.of(file, 4, 6)).isEmpty();
        assertThat(Excerpt.of(file, 5, 1)).isEqualTo(lines("  5 | ", "    | ^"));
    }

    @Test
    void doesNotKeepALineThatIsAWholeFile() throws IOException {
        ScriptContent file = ScriptContent.of("a.sql", "x".repeat(100_000));

        assertThat(Excerpt.of(file, 1, 10_000)).contains("^");
        assertThat(Excerpt.of(file, 1, 10_001)).isEmpty();
    }
}
