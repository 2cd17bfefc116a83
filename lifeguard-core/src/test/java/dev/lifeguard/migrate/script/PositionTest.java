package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositionTest {

    @Test
    void countsColumnsAndOffsetsInCodePoints() throws IOException {
        assertThat(starts("SELECT '😀é'; SELECT 2;\n/* 😀 */ SELECT 3"))
                .containsExactly(
                        new Position(1, 1, 0), new Position(1, 14, 13), new Position(2, 9, 31));
    }

    @Test
    void endsALineAtEachKindOfLineBreak() throws IOException {
        assertThat(starts("a;\r\nb;\rc;\nd;\r\r\ne;\n\rf"))
                .containsExactly(
                        new Position(1, 1, 0),
                        new Position(2, 1, 4),
                        new Position(3, 1, 7),
                        new Position(4, 1, 10),
                        new Position(6, 1, 15),
                        new Position(8, 1, 19));
    }

    @Test
    void countsFromTheStartOfTheFileInEverySection() throws IOException {
        String script =
                "\uFEFF-- é\r\n-- Up migration\r\nCOPY t FROM STDIN;\r\né\r\n\\.\r\n a;\r\n"
                        + "  -- Down migration\r\n\r\n b";
        Section down = TestScripts.outline(script).down().orElseThrow();

        assertThat(starts(script)).containsExactly(new Position(3, 1, 23), new Position(6, 2, 51));
        assertThat(TestScripts.statements(down).getFirst().start())
                .isEqualTo(new Position(9, 2, 79));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2, 3, 12",
        "0,  2, 3, 12",
        "1,  2, 4, 13",
        "8,  2, 11, 20",
        "9,  2, 12, 21",
        "11, 2, 14, 23",
        "13, 3, 1, 25",
        "18, 3, 6, 30",
        "99, 3, 6, 30"
    })
    void mapsACharacterOfAStatementToItsPlaceInTheFile(
            int codePoints, int line, int column, long offset) throws IOException {
        SqlStatement statement =
                TestScripts.statements("SELECT 1;\n  SELECT '😀',\r\na + b;").get(1);

        assertThat(statement.positionAt(codePoints)).isEqualTo(new Position(line, column, offset));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    SELECT é FROM t | 8  | 3:14
                    SELECT é FROM t | 1  | 3:7
                    SELECT é FROM t | 16 | 3:22
                    x := y + 1      | 6  | 4:8
                    y + 1           | 1  | 4:8
                    SELECT y + 1    | 8  |
                    SELECT é FROM t | 17 |
                    SELECT é FROM t | 0  |
                    ;               | 1  |
                    SELECT z        | 8  |
                    z               | 1  |
                    """)
    void mapsAStatementInAFunctionsBodyToItsPlaceInTheFile(
            String internalQuery, int position, @Nullable String expected) throws IOException {
        String script =
                "a;\nDO $$BEGIN\n FOR x IN SELECT é FROM t LOOP\n  x := y + 1;\n END LOOP; END$$";
        SqlStatement statement = TestScripts.statements(script.replace("FOR x IN", "LOOP")).get(1);

        assertThat(statement.positionInBody(internalQuery, position).map(PositionTest::shown))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void mapsNoStatementOfAnotherStatementsFunction() throws IOException {
        SqlStatement call = TestScripts.statements("SELECT total(nope);").getFirst();

        assertThat(call.positionInBody("nope", 1)).isEmpty();
    }

    private static String shown(Position position) {
        return position.line() + ":" + position.column();
    }

    private static List<Position> starts(String script) throws IOException {
        return TestScripts.statements(script).stream().map(SqlStatement::start).toList();
    }
}
