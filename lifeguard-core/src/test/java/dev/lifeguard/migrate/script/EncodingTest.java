package dev.lifeguard.migrate.script;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodingTest {

    private static final String BEFORE = "SELECT 1;\r\n-- é😀 ";

    @Test
    void leavesAByteOrderMarkOut() throws IOException {
        Section up = TestScripts.up("\uFEFFSELECT 'é'");

        SqlStatement statement = TestScripts.statements(up).getFirst();
        assertThat(statement.text()).isEqualTo("SELECT 'é'");
        assertThat(statement.start()).isEqualTo(Position.START);
        assertThat(statement.summary()).isEqualTo("SELECT");
        assertThat(up.text()).isEqualTo("SELECT 'é'");
    }

    @Test
    void leavesOnlyTheFirstByteOrderMarkOut() throws IOException {
        assertThat(TestScripts.texts("\uFEFF\uFEFFSELECT 1")).containsExactly("\uFEFFSELECT 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\uFEFF\n"})
    void readsAFileOfNothing(String script) throws IOException {
        assertThat(TestScripts.up(script).statementCount()).isZero();
    }

    @Test
    void refusesUtf16WithAByteOrderMark() {
        String message = "LG-302 x.sql:1:1: The file is UTF-16. Save it as UTF-8.";

        assertThat(refusal("\uFEFFSELECT 1".getBytes(UTF_16LE))).isEqualTo(message);
        assertThat(refusal("\uFEFFSELECT 1".getBytes(UTF_16BE))).isEqualTo(message);
    }

    @Test
    void refusesUtf16WithoutAByteOrderMark() {
        assertThat(refusal("SELECT 1".getBytes(UTF_16LE)))
                .isEqualTo(
                        "LG-302 x.sql:1:2: There is a NUL byte at byte offset 1. Save the file as"
                                + " UTF-8 text.");
    }

    @Test
    void countsTheByteOrderMarkInAByteOffset() {
        assertThat(refusal("\uFEFFé\u0000".getBytes(UTF_8)))
                .isEqualTo(
                        "LG-302 x.sql:1:2: There is a NUL byte at byte offset 5. Save the file as"
                                + " UTF-8 text.");
    }

    @ParameterizedTest
    @CsvSource({
        "E9206174,     E9", // é in ISO 8859-1
        "E9,           E9", // the same at the end
        "80,           80", // a continuation byte alone
        "C0AF,         C0", // overlong
        "C1BF,         C1", // overlong
        "E0809F,       E0", // overlong
        "F08080AF,     F0", // overlong
        "EDA080,       ED", // a surrogate
        "F4908080,     F4", // above U+10FFFF
        "F5808080,     F5", // above U+10FFFF
        "FF,           FF",
        "E282,         E2", // cut off at the end
        "F09F98,       F0", // cut off at the end
        "F09F98206174, F0", // cut off in the middle
    })
    void refusesBytesThatAreNotUtf8(String hex, String first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(BEFORE.getBytes(UTF_8));
        bytes.write(HexFormat.of().parseHex(hex));
        String message =
                "LG-302 x.sql:2:7: Byte 0x%s at byte offset 21 is not UTF-8. Save the file as"
                        + " UTF-8.";

        assertThat(refusal(bytes.toByteArray())).isEqualTo(message, first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080",
                "\u07FF",
                "\u0800",
                "\uD7FF",
                "\uE000",
                "\uFFFF",
                "\uD800\uDC00",
                "\uDBFF\uDFFF",
                "\u0001",
                "\u007F"
            })
    void readsTheFirstAndLastCharactersOfEachLength(String character) throws IOException {
        String script = "SELECT '" + character + "'";

        assertThat(TestScripts.texts(script)).containsExactly(script);
    }

    private static String refusal(byte[] bytes) {
        String whole = TestScripts.refusal(ScriptForm.SECTIONS, TestScripts.bytes(bytes));
        assertThat(TestScripts.refusal(ScriptForm.SECTIONS, TestScripts.byteByByte(bytes)))
                .isEqualTo(whole);
        return whole;
    }
}
