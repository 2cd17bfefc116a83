package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.connect.words.Style;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A stream for people, which shows what would control their terminal or be seen by nobody, and no
 * secrets.
 *
 * <p>Names, holders and messages come from a database, where others may have written them: an
 * escape sequence would hide lines or do worse, a mark of writing direction reorders them, and what
 * has no width makes two names look alike. Each such character is printed as {@code \}{@code
 * uXXXX}, one beyond the first 65,536 as two of them, which is what it is in JSON, too. What passes
 * are line breaks, tabs and the colours of {@link Style}.
 */
final class TerminalStream extends PrintStream {

    /** Those of {@link Style}, behind the escape character. */
    private static final List<String> COLORS = List.of("[0m", "[1m", "[2m", "[31m", "[32m", "[33m");

    private static final HexFormat HEX = HexFormat.of();

    private final PrintStream stream;
    private final Style style;

    private final UnaryOperator<String> mask;

    private TerminalStream(PrintStream stream, Style style, UnaryOperator<String> mask) {
        super(stream, false, stream.charset());
        this.stream = stream;
        this.style = style;
        this.mask = mask;
    }

    /** In front of a stream. */
    static PrintStream of(PrintStream stream, Style style) {
        return stream instanceof TerminalStream
                ? stream
                : new TerminalStream(stream, style, text -> text);
    }

    /** The same, where something is masked. */
    static PrintStream concealing(PrintStream stream, UnaryOperator<String> mask) {
        return stream instanceof TerminalStream terminal
                ? new TerminalStream(terminal.stream, terminal.style, mask)
                : stream;
    }

    @Override
    public void print(String text) {
        super.print(shown(mask.apply(String.valueOf(text))));
    }

    @Override
    public void print(Object object) {
        print(String.valueOf(object));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char character) {
        print(String.valueOf(character));
    }

    private String shown(String text) {
        int at = 0;
        while (at < text.length() && !isEscaped(text, at)) {
            at += width(text, at);
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, at);
        while (at < text.length()) {
            int end = at + width(text, at);
            if (isEscaped(text, at)) {
                text.substring(at, end)
                        .chars()
                        .forEach(unit -> shown.append("\\u").append(HEX.toHexDigits((char) unit)));
            } else {
                shown.append(text, at, end);
            }
            at = end;
        }
        return shown.toString();
    }

    private static int width(String text, int at) {
        return Character.charCount(text.codePointAt(at));
    }

    private boolean isEscaped(String text, int at) {
        int character = text.codePointAt(at);
        return switch (character) {
            case '\n', '\t' -> false;
            case '\r' -> !text.startsWith("\n", at + 1);
            case '\033' -> !isColor(text, at + 1);
            default -> Character.isISOControl(character) || Invisible.is(character);
        };
    }

    private boolean isColor(String text, int at) {
        return style == Style.COLORED
                && COLORS.stream().anyMatch(color -> text.startsWith(color, at));
    }
}
