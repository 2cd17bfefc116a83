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
