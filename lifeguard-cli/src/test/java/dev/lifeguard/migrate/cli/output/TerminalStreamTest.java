package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.settings.Secrets;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalStreamTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Console console(Style style) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, stream, style, style, false);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                '\000', '\007', '\b', '\u000b', '\f', '\r', '\016', '\033', '\037', '\177',
                '\u0085', '\u009b', '\u009f', '\u061c', '\u200e', '\u200f', '\u2028', '\u202a',
                '\u202e', '\u2066', '\u2069'
            })
    void showsWhatWouldControlATerminal(char control) {
        console(Style.PLAIN).out().print("a" + control + "[31mb");
        console(Style.COLORED).err().print("a" + control + "]0;b");
        console(Style.PLAIN).json().println("\"a" + control + "b\"");

        String shown = "a\\u" + HexFormat.of().toHexDigits(control);
        assertThat(printed())
                .isEqualTo(shown + "[31mb" + shown + "]0;b\"" + shown + "b\"%n".formatted());
    }

    /** Names that look alike, and text for machines only, hidden in one for people. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060,
                0x2064, 0x2065, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfff9,
                0xfffb, 0x1bca0, 0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe0fff
            })
    void showsWhatCannotBeSeen(int invisible) {
        String character = Character.toString(invisible);
        console(Style.PLAIN).out().print("us" + character + "ers");
        console(Style.PLAIN).json().print("\"us" + character + "ers\"");

        String shown =
                character
                        .chars()
                        .mapToObj(unit -> "\\u" + HexFormat.of().toHexDigits((char) unit))
                        .collect(Collectors.joining("", "us", "ers"));
        assertThat(printed()).isEqualTo(shown + '"' + shown + '"');
    }

    @Test
    void leavesLinesTabsAndTextsOfAllLanguagesAlone() {
        String text = "ä\tß\n日本\r\nשלום مرحبا नमस्ते e\u0301 🙂";
        console(Style.PLAIN).out().print(text);

        assertThat(printed()).isEqualTo(text);
    }

    @Test
    void leavesItsOwnColoursWhereThereAreAny() {
        console(Style.COLORED).out().print(Style.COLORED.red("x") + "\033[8mhidden\033[2J");

        assertThat(printed()).isEqualTo("\033[31mx\033[0m\\u001b[8mhidden\\u001b[2J");
    }

    @Test
    void keepsARowOfATableOnItsLine() {
        List<String> lines = new TextTable(TextTable.Side.LEFT).row("one\nApplied  two").lines();

        assertThat(lines).containsExactly("one\\u000aApplied  two");
    }

    @Test
    void masksSecretsInEveryForm() {
        Secrets secrets =
                Secrets.of(
                        Map.of(
                                "db_password", "it's\"so\\long",
                                "API.Token", "tok-1",
                                "signing_key", "k-22",
                                "tenant", "acme",
                                "keyspace", "ks_1",
                                "empty_secret", "a"));
        console(Style.PLAIN)
                .concealing(secrets)
                .out()
                .print("it's\"so\\long it's\\\"so\\\\long it''s\"so\\long tok-1 k-22 acme ks_1");

        console(Style.PLAIN)
                .concealing(Secrets.of(Map.of("token", "null", "secret", "name")))
                .json()
                .print("{\"name\":\"a name\",\"x\":null}");

        assertThat(printed())
                .isEqualTo("*** *** *** *** *** acme ks_1{\"name\":\"a ***\",\"x\":null}");
    }

    /** A value that a script uses as a name: the server folds it, and cuts it to 63 bytes. */
    @Test
    void masksASecretThatAServerTookForAName() {
        String value = "Hunter2-" + "é".repeat(40);
        console(Style.PLAIN)
                .concealing(Secrets.of(Map.of("password", value)))
                .out()
                .print(
                        "column \"%s\" %s"
                                .formatted(
                                        value.toLowerCase(Locale.ROOT),
                                        "hunter2-" + "é".repeat(27)));

        assertThat(printed()).isEqualTo("column \"***\" ***");
    }
}
