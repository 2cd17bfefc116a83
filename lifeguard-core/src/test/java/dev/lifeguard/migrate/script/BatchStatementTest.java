package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.script.BatchStatement.Bounds;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchStatementTest {

    private static final String DIRECTIVE = "-- lifeguard:batch table=app.users key=id";

    private static final Bounds BOUNDS =
            new Bounds() {
                @Override
                public String behindLast(List<String> columns) {
                    return "<%s behind>".formatted(columns);
                }

                @Override
                public String upToEnd(List<String> columns) {
                    return "<%s up to>".formatted(columns);
                }
            };

    private static BatchStatement read(String text) throws IOException {
        return TestScripts.up(text).batch().orElseThrow();
    }

    @Test
    void readsTheWordsOfItsDirective() throws IOException {
        BatchTerms terms =
                read("""
                -- lifeguard:batch table=app."My Users" key=(a, "B c") size=20 \
                max-size=30 pause=20ms target-time=1s mode=background \
                max-lag=5s max-active=20 max-wal=16MB/s \
                while="(SELECT ""x"" FROM y) = 'z'" verify="SELECT 1"
                DELETE FROM x WHERE (a, "B c") > :from AND (a, "B c") <= :to
                """)
                        .terms();

        assertThat(terms.table()).isEqualTo("app.\"My Users\"");
        assertThat(terms.key()).containsExactly("a", "\"B c\"");
        assertThat(terms.sizes()).isEqualTo(new BatchTerms.Sizes(20, 30));
        assertThat(terms.pace().pause()).isEqualTo(Duration.ofMillis(20));
        assertThat(terms.pace().target()).isEqualTo(Duration.ofSeconds(1));
        assertThat(terms.pace().condition()).contains("(SELECT \"x\" FROM y) = 'z'");
        assertThat(terms.pace().most())
                .isEqualTo(
                        new BatchTerms.Load(
                                Optional.of(Duration.ofSeconds(5)),
                                OptionalInt.of(20),
                                OptionalLong.of(16 * 1024 * 1024)));
        assertThat(terms.verify()).contains("SELECT 1");
        assertThat(terms.mode()).isEqualTo(Mode.BACKGROUND);
    }

    @Test
    void cutsTheStatementAtItsConditionsAndNowhereElse() throws IOException {
        BatchStatement statement =
                read(
                        DIRECTIVE
                                + "\n"
                                + """
                                UPDATE app.users u /* id > :from */ SET note = 'id <= :to', a = b::from
                                WHERE u.id > :FROM -- id > :from
                                AND "ID" <= :to AND note ? 'x';
                                """);

        assertThat(statement.text(BOUNDS))
                .isEqualTo(
                        """
                        UPDATE app.users u /* id > :from */ SET note = 'id <= :to', a = b::from
                        WHERE <[u.id] behind> -- id > :from
                        AND <["ID"] up to> AND note ? 'x'\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id >= :from AND id <= :to|2:32",
                "id > :from + 1 AND id <= :to|2:31",
                "id > :from AND id < :to|2:46",
                "id > :from AND id = :to|2:46",
                "id BETWEEN :from AND :to|2:37",
                "x + id > :from AND x + id <= :to|2:35",
                "other > :from AND other <= :to|2:34",
                "lower(id) > :from AND id <= :to|2:38",
                "id > :from|2:1",
                "id <= :to|2:1",
                "a OR b AND id > :from AND id <= :to|2:42",
                "id > :from AND id <= :to OR a|2:31",
                "a OR (id > :from AND id <= :to)|2:37",
                "id > :from AND id <= :to AND (b OR id > :from)|2:66",
                "NOT id > :from AND id <= :to|2:35",
                "NOT (id > :from AND id <= :to)|2:36",
                "coalesce(id > :from, true) AND id <= :to|2:40"
            })
    void refusesAnotherCondition(String condition, String place) {
        String text = DIRECTIVE + "\nUPDATE x SET a = b WHERE " + condition;
        assertThat(TestScripts.refusal(text)).startsWith("LG-302 x.sql:" + place + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a OR b) AND id > :from AND id <= :to",
                "((id > :from) AND (id <= :to)) AND (a OR b)",
                "x IN (SELECT y FROM z WHERE p OR q) AND id > :from AND id <= :to"
            })
    void takesAlternativesInParenthesesOfTheirOwn(String condition) throws IOException {
        String text = "\nUPDATE x SET a = b WHERE " + condition;
        assertThat(read(DIRECTIVE + text).text(BOUNDS)).contains("behind>", "up to>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table=x|names no key",
                "key=id|names no table",
                "table=x key=id size=0|has size=0",
                "table=x key=id size=100 max-size=10|less than size",
                "table=x key=id mode=fast|has mode=fast",
                "table=x key=id pause=1|has pause=1",
                "table=x key=id while=true|Put the SQL in double quotes",
                "table=x key=id while=\"true|does not end",
                "table=x key=id,|without a name",
                "table=x key=id max-wal=16MB|has max-wal=16MB. Write a whole number",
                "table=x key=id max-lag=0s|has max-lag=0s",
                "table=x key=id max-active=0|has max-active=0",
                "table=x key=id speed=9|has the word \"speed=9\"",
                "table=x key=id key=b|twice"
            })
    void refusesWordsThatMeanNothing(String words, String refusal) {
        assertThat(
                        TestScripts.refusal(
                                "-- lifeguard:batch "
                                        + words
                                        + "\nDELETE FROM x WHERE id > :from AND id <= :to"))
                .startsWith("LG-302 x.sql:1:1: The directive \"-- lifeguard:batch\" ")
                .contains(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 FROM x WHERE id > :from AND id <= :to|holds one UPDATE",
                "DELETE FROM x WHERE id > :from AND id <= :to RETURNING id|without RETURNING",
                "DELETE FROM x WHERE id > :from AND id <= :to; DELETE FROM y|a second one"
            })
    void refusesOtherStatements(String sql, String refusal) {
        assertThat(TestScripts.refusal(DIRECTIVE + "\n" + sql)).contains(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE x SET a = (SELECT 1 FROM y WHERE id > :from AND id <= :to)"
                        + "|stands in a query whose rows are not those that are changed",
                "UPDATE x SET a = 1 WHERE EXISTS (SELECT 1 FROM y WHERE id > :from AND id <= :to)"
                        + "|stands in a query whose rows are not those that are changed",
                "UPDATE x SET a = 1 WHERE id NOT IN (SELECT id FROM y WHERE id > :from AND id <="
                        + " :to)|stands in a query whose rows are not those that are changed",
                "DELETE FROM x WHERE a OR id IN (SELECT id FROM y WHERE id > :from AND id <= :to)"
                        + "|stands in a query whose rows are not those that are changed",
                "INSERT INTO z SELECT f(1, (SELECT 1 FROM y WHERE id > :from AND id <= :to)) FROM x"
                        + "|stands in a query whose rows are not those that are changed",
                "UPDATE x SET a = CASE WHEN id > :from AND id <= :to THEN 1 ELSE a END"
                        + "|does not stand in a condition of its own on the key",
                "UPDATE x SET a = 1 WHERE id > :from AND id <= :to IS NOT NULL"
                        + "|does not stand in a condition of its own on the key",
                "INSERT INTO z SELECT x.id FROM x LEFT OUTER JOIN y ON id > :from AND id <= :to"
                        + "|belongs to an outer join, which leaves out no row",
                "INSERT INTO z SELECT x.id FROM x LEFT JOIN (SELECT id FROM y WHERE id > :from AND"
                        + " id <= :to) w ON w.id = x.id"
                        + "|stands in a query whose rows are not those that are changed",
                "INSERT INTO z SELECT (SELECT a FROM y WHERE id > :from AND id <= :to) FROM x"
                        + "|stands in a query whose rows are not those that are changed",
                "UPDATE x SET a = 1 WHERE id > :from AND id <= :to LIMIT 10"
                        + "|stands beside a LIMIT, and the rows that this leaves out",
                "DELETE FROM x USING (SELECT id FROM x WHERE id > :from AND id <= :to FETCH FIRST"
                    + " ROW ONLY) y WHERE y.id = x.id|stands beside a LIMIT, and the rows that this"
                    + " leaves out",
                "DELETE FROM x WHERE id IN (SELECT id FROM x WHERE id > :from AND id <= :to) LIMIT"
                        + " 5|stands beside a LIMIT, and the rows that this leaves out",
                "INSERT INTO z SELECT id FROM x WHERE id > :from AND id <= :to UNION ALL SELECT 1"
                        + "|does not hold for the rows of each query around UNION",
                "INSERT INTO z SELECT 1 UNION ALL SELECT id FROM x WHERE id > :from AND id <= :to"
                        + "|does not hold for the rows of each query around UNION"
            })
    void refusesConditionsThatDoNotChooseTheRows(String sql, String refusal) {
        assertThat(TestScripts.refusal(DIRECTIVE + "\n" + sql)).contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM x WHERE id IN (SELECT id FROM x WHERE id > :from AND id <= :to AND b)",
                "DELETE FROM x t WHERE a AND t.id = ANY (SELECT id FROM x WHERE id > :from AND id"
                        + " <= :to)",
                "DELETE FROM x WHERE (a, b) IN (SELECT a, b FROM x WHERE id > :from AND id <= :to)",
                "UPDATE x SET a = y.a FROM y, (SELECT id FROM x WHERE id > :from AND id <= :to) z"
                        + " WHERE z.id = x.id AND y.id = x.id",
                "UPDATE x SET a = y.a FROM y JOIN (SELECT id FROM x WHERE id > :from AND id <= :to)"
                        + " z ON z.id = y.id WHERE y.id = x.id",
                "UPDATE x LEFT JOIN y ON y.id = x.id JOIN z ON x.id > :from AND x.id <= :to SET a ="
                        + " 1",
                "UPDATE x LEFT JOIN y ON y.id = x.id SET a = 1 WHERE x.id > :from AND x.id <= :to",
                "INSERT INTO z WITH w AS (SELECT id FROM x WHERE id > :from AND id <= :to) SELECT"
                        + " id FROM w",
                "INSERT INTO z (id) (SELECT id FROM x WHERE id > :from AND id <= :to)",
                "INSERT INTO z SELECT id FROM x WHERE id > :from AND id <= :to UNION"
                        + " SELECT a FROM x WHERE id > :from AND id <= :to",
                "INSERT INTO z SELECT (SELECT a FROM y LIMIT 1), y.\"limit\" FROM x WHERE id >"
                        + " :from AND id <= :to ORDER BY id FOR UPDATE",
                "INSERT INTO z SELECT id FROM x WHERE id > :from AND id <= :to GROUP BY id"
                        + " ON CONFLICT DO NOTHING"
            })
    void takesConditionsThatChooseTheRows(String sql) throws IOException {
        assertThat(read(DIRECTIVE + "\n" + sql).text(BOUNDS)).contains("behind>", "up to>");
    }

    @Test
    void refusesItInADownSectionAndWithoutATransaction() {
        String delete = "\nDELETE FROM x WHERE id > :from AND id <= :to;\n";
        assertThat(TestScripts.refusal("-- migrate:up\na;\n-- migrate:down\n" + DIRECTIVE + delete))
                .contains("stands in the down section");
        assertThat(TestScripts.refusal(DIRECTIVE + "\n-- lifeguard:no-transaction" + delete))
                .contains("says nothing here");
        assertThat(TestScripts.refusal(DIRECTIVE)).contains("There is no statement below");
    }

    @Test
    void readsWhichBatchesItWaitsFor() throws IOException {
        assertThat(TestScripts.up("-- lifeguard:requires 20240120120000\na;").required())
                .contains(20240120120000L);
        assertThat(TestScripts.refusal("-- lifeguard:requires fill\na;")).contains("14 digits");
    }
}
