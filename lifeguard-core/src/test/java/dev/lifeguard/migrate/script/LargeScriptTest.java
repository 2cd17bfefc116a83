package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes at which a reader that keeps too much, or looks at the same text again, would show. */
@Timeout(120)
final class LargeScriptTest {

    private static final String LINE = "123456\tsome text\t\\N\tmore text, 'quoted' and $$ so\n";
    private static final int LITTLE = 1 << 17;

    @Test
    void readsDataOfAnySizeInLittleMemory() throws IOException {
        int lines = 20_000_000 / LINE.length();
        AtomicInteger memory = new AtomicInteger();
        ScriptContent script =
                TestScripts.streams(
                        () ->
                                new SequenceInputStream(
                                        repeated("COPY t FROM STDIN;\n" + LINE, 1, memory),
                                        new SequenceInputStream(
                                                repeated(LINE, lines - 1, memory),
                                                repeated("\\.\nSELECT 1;\n", 1, memory))));

        Section up = TestScripts.outline(ScriptForm.SECTIONS, script).up().orElseThrow();
        try (StatementReader reader = up.open()) {
            SqlStatement copy = reader.next().orElseThrow();
            long bytes = reader.copyData().transferTo(OutputStream.nullOutputStream());

            assertThat(copy.kind()).isEqualTo(StatementKind.COPY_FROM_STDIN);
            assertThat(bytes).isEqualTo((long) lines * LINE.length());
            assertThat(reader.next().orElseThrow().start().line()).isEqualTo(lines + 3);
        }
        assertThat(memory).hasValueLessThan(LITTLE);
    }

    /** Moving the statement, or counting from its start, at each would take many minutes. */
    @Test
    void replacesManyPlaceholdersInOneStatement() throws IOException {
        int count = 500_000;
        String row = "('${name}', 'é some more text of the row'),\n";
        ScriptContent script =
                TestScripts.streams(
                        () ->
                                new SequenceInputStream(
                                        repeated("INSERT INTO t VALUES\n", 1, new AtomicInteger()),
                                        repeated(row, count, new AtomicInteger())));
        Placeholders values = new Placeholders(Map.of("name", "a longer näme"));

        Section up =
                ScriptOutline.read(
                                script,
                                ScriptForm.SECTIONS,
                                new ScriptRules(LexerRules.postgresql(), values))
                        .up()
                        .orElseThrow();
        SqlStatement statement = TestScripts.statements(up).getFirst();

        assertThat(statement.replaced()).hasSize(count);
        assertThat(statement.written()).hasSize(20 + row.length() * count);
        assertThat(statement.replaced().getLast().at())
                .isEqualTo(21 + (row.length() - 7 + 13) * (count - 1) + 2);
    }

    @Test
    void readsManyStatementsInTheMemoryOfOne() throws IOException {
        AtomicInteger memory = new AtomicInteger();
        String one = "INSERT INTO t VALUES (1, 'a;b'); -- c\n";
        ScriptContent script = TestScripts.streams(() -> repeated(one, 200_000, memory));

        assertThat(
                        TestScripts.outline(ScriptForm.SECTIONS, script)
                                .up()
                                .orElseThrow()
                                .statementCount())
                .isEqualTo(200_000);
        assertThat(memory).hasValueLessThan(LITTLE);
    }

    @Test
    void readsAnInsertOfTenMegabytesOnOneLine() throws IOException {
        String insert = "INSERT INTO t VALUES " + "(1, 'é;'), ".repeat(1_000_000) + "(2, '')";

        List<String> texts = TestScripts.texts(insert + "; SELECT 1");

        assertThat(texts).hasSize(2);
        assertThat(texts.getFirst().equals(insert)).isTrue();
    }

    @Test
    void readsDeepParentheses() throws IOException {
        String script = "SELECT " + "(".repeat(500_000) + ";" + ")".repeat(500_000) + "; SELECT 1";

        assertThat(TestScripts.up(script).statementCount()).isEqualTo(2);
    }

    @Test
    void readsDeepComments() throws IOException {
        String script = "/*".repeat(500_000) + ";" + "*/".repeat(500_000) + "SELECT 1";

        assertThat(TestScripts.texts(script)).containsExactly("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$a",
                "-",
                "/",
                "*",
                "\\",
                "'",
                "\"",
                "''",
                "E'\\",
                "a.",
                "-- c\n",
                "/**/",
                "\n",
                "\r\n",
                ";",
                "é",
                "1e",
                "U&",
                "-- up -- up",
                "CASE ",
                "$a$b",
                "BEGIN ATOMIC ",
                "-- lifeguard",
                "COPY t FROM STDIN;\n\\.\n"
            })
    void takesNoLongerForTheSamePieceAgainAndAgain(String piece) {
        String script = piece.repeat(1_000_000 / piece.length());

        assertThat(IntStream.range(0, 2).mapToObj(i -> outcome("SELECT $a$;$a$;" + i + script)))
                .hasSize(2)
                .doesNotContain("");
    }

    private static String outcome(String script) {
        try {
            return "read: " + TestScripts.up(script).statementCount();
        } catch (InvalidScriptException e) {
            return "refused: " + e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same text many times.
     *
     * @param memory takes the size of the largest array that the reader gives for it
     */
    private static InputStream repeated(String text, int times, AtomicInteger memory) {
        byte[] piece = text.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                long end = (long) piece.length * times;
                return at == end ? -1 : piece[(int) (at++ % piece.length)] & 0xFF;
            }

            @Override
            public int read(byte[] target, int from, int most) {
                memory.accumulateAndGet(target.length, Math::max);
                if (at == (long) piece.length * times) {
                    return -1;
                }
                int offset = (int) (at % piece.length);
                int count = Math.min(most, piece.length - offset);
                System.arraycopy(piece, offset, target, from, count);
                at += count;
                return count;
            }
        };
    }
}
