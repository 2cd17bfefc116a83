package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnclosedQuoteTest {

    private static final String BEFORE = "SELECT 1;\nSELECT 2, ";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            textBlock =
                    """
                    'a; SELECT 3;        , string,               '
                    'it''s; x''          , string,               '
                    E'it\\'              , string,               '
                    E'a\\                , string,               '
                    U&'a;                , string,               '
                    x'1;                 , string,               '
                    "a; ""               , quoted name,          "
                    U&"a;                , quoted name,          "
                    $$ a; $b$ $          , dollar-quoted string, $$
                    $é_1$ a; $$ $é_2$    , dollar-quoted string, $é_1$
                    /* a; /* b; */       , comment,              */
                    /*/                  , comment,              */
                    """)
    void refusesAQuoteThatIsNotClosedAtItsBeginning(String quote, String what, String closing) {
        assertThat(TestScripts.refusal(BEFORE + quote))
                .isEqualTo(
                        "LG-302 x.sql:2:11: The %s that begins here is not closed. Add its closing"
                                + " %s .",
                        what, closing);
    }

    @Test
    void refusesAQuoteThatHoldsTheNextSection() {
        String script =
                """
                -- Up migration
                INSERT INTO t VALUES ('it's');
                -- Down migration
                DELETE FROM t;
                """;

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:2:28: The string that begins here is not closed. Add its"
                                + " closing ' .");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    SELECT (1;              | 1:8
                    SELECT (1, f(2;         | 1:13
                    SELECT (1)), ((a);      | 1:14
                    CREATE TABLE t (a int   | 1:16
                    """)
    void refusesAParenthesisThatIsNotClosedWhereTheLastOneOpens(String script, String at) {
        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:%s: The parenthesis that opens here is not closed. Add its"
                                + " closing ) .",
                        at);
    }

    @Test
    void refusesAParenthesisThatIsNotClosedBeforeASection() {
        String script =
                """
                -- Up migration
                CREATE TABLE t (a int;
                -- Down migration
                DROP TABLE t);
                """;

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:2:16: The parenthesis that opens here is not closed. Add its"
                                + " closing ) .");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;                    | 1:21
                    CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE END; | 1:33
                    CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE a;               | 1:41
                    """)
    void refusesABodyThatIsNotClosedWhereItBegins(String script, String at) {
        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:%s: The block that begins here is not closed. Add its END.",
                        at);
    }
}
