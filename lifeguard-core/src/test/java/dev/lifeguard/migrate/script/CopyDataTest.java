package dev.lifeguard.migrate.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyDataTest {

    private static final String SCRIPT =
            "SELECT 1; COPY t FROM STDIN;\r\n1\té\r\n\r2\n\\.x\n\n\\.\r\nSELECT 2";

    @Test
    void givesTheBytesAsTheyAreInTheFile() throws IOException {
        try (StatementReader reader = TestScripts.up(SCRIPT).open()) {
            reader.next();
            reader.next();

            assertThat(reader.copyData().readAllBytes())
                    .isEqualTo("1\té\r\n\r2\n\\.x\n\n".getBytes(UTF_8));
            assertThat(reader.next().orElseThrow().text()).isEqualTo("SELECT 2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void givesTheSameBytesInPiecesOfAnySize(int size) throws IOException {
        try (StatementReader reader = TestScripts.up(SCRIPT).open()) {
            reader.next();
            reader.next();
            InputStream data = reader.copyData();
            StringBuilder read = new StringBuilder();
            byte[] piece = new byte[size];
            int count = data.read(piece, 0, size);
            while (count > 0) {
                read.append(
                        new String(piece, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1));
                count = data.read(piece, 0, size);
            }

            assertThat(read).hasToString("1\tÃ©\r\n\r2\n\\.x\n\n");
            assertThat(data.read()).isEqualTo(-1);
        }
    }

    @Test
    void passesOverDataThatIsNotRead() throws IOException {
        try (StatementReader reader = TestScripts.up(SCRIPT).open()) {
            reader.next();
            reader.next();
            assertThat(reader.copyData().read()).isEqualTo('1');

            assertThat(reader.next().orElseThrow().text()).isEqualTo("SELECT 2");
            assertThat(reader.next()).isEmpty();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void hasNoDataAfterAnotherStatement() throws IOException {
        try (StatementReader reader = TestScripts.up(SCRIPT).open()) {
            reader.next();

            assertThatThrownBy(reader::copyData)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The last statement has no data in the script");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "COPY t FROM STDIN;",
                "COPY t FROM STDIN; -- c",
                "COPY t FROM STDIN;\n1\n",
                "COPY t FROM STDIN;\n1\n\\.x",
                "COPY t FROM STDIN;\n1\n\\.\r",
                "COPY t FROM STDIN;\n1 \\.\n",
                "COPY t FROM STDIN\n-- Down migration\n1\n\\.\n"
            })
    void refusesACopyWithoutAnEnd(String copy) {
        String script = "-- Up migration\n " + copy.replace("\\.\r", "\\.\rx");

        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:2:2: COPY … FROM STDIN has no end. Put its semicolon and its"
                                + " data below it, and a line that is only \\. after the data.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "1\n\\.\n", "/* a\n */\n\\.\n", ";\n\\.\n"})
    void refusesMoreThanACommentAfterTheSemicolon(String after) {
        assertThat(TestScripts.refusal("COPY t FROM STDIN; /* c */ " + after))
                .isEqualTo(
                        "LG-302 x.sql:1:28: Only a comment that ends on the line may follow COPY …"
                                + " FROM STDIN; because its data begins on the next line. Move this"
                                + " below the line \\. after the data.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY BINARY t FROM STDIN;",
                "COPY t FROM STDIN BINARY;",
                "copy t from stdin with (header, format 'binary');",
                "copy t (a) from stdin (format binary) where a > 0;"
            })
    void refusesBinaryData(String copy) {
        assertThat(TestScripts.refusal(copy))
                .isEqualTo(
                        "LG-302 x.sql:1:1: COPY … FROM STDIN in binary format is refused: a script"
                                + " holds text. Use the text or the csv format.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t TO STDOUT;",
                "copy (select a from t where (b)) to stdout with (format csv);",
                "copy public.t (a) to /* c */ stdin"
            })
    void refusesToSendRows(String copy) {
        assertThat(TestScripts.refusal(copy))
                .isEqualTo(
                        "LG-302 x.sql:1:1: COPY … TO STDOUT is refused: nobody receives the rows of"
                                + " a migration. Take it out.");
    }
}
