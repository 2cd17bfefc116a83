package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads names at the head of a statement, as the database takes them: a word as it is written, on
 * PostgreSQL in lower case, anything else between quotes, with the escapes of {@code U&"…"}
 * resolved.
 *
 * <p>Source for these: PostgreSQL manual, section 4.1.2.4.
 */
final class NameReader {

    private final Head head;
    private final boolean unicode;

    NameReader(Head head, LexerRules rules) {
        this.head = head;
        this.unicode = rules.has(Feature.PREFIXED_STRINGS);
    }

    /** Passes over a name without a qualification; empty if none comes next. */
    Optional<String> one() {
        HeadToken token = head.peek();
        if (!token.isNameOrWord() || token.isCut()) {
            return Optional.empty();
        }
        head.take();
        String written = token.written();
        if (!unicode) {
            return Optional.of(written);
        }
        if (token.kind() == TokenKind.WORD) {
            return Optional.of(folded(written));
        }
        boolean escapes = written.charAt(0) != '"';
        String inner = written.substring(escapes ? 3 : 1, written.length() - 1);
        return escapes
                ? resolved(inner.replace("\"\"", "\""), escape()).map(NameReader::quoted)
                : Optional.of(written);
    }

    /** Passes over a name and the names before it; empty if none comes next. */
    Optional<List<String>> parts() {
        List<String> parts = new ArrayList<>();
        do {
            Optional<String> part = one();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        } while (head.takeSymbol("."));
        return Optional.of(parts);
    }

    /**
     * The same as one text, without the database before a schema, which can only be the own one.
     */
    Optional<String> qualified() {
        return parts().filter(parts -> parts.size() <= 3)
                .map(parts -> parts.size() == 3 ? parts.subList(1, 3) : parts)
                .map(parts -> String.join(".", parts));
    }

    /** What the server makes of any other letters is left to it. */
    private static String folded(String word) {
        StringBuilder folded = new StringBuilder(word);
        for (int i = 0; i < folded.length(); i++) {
            char letter = folded.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                folded.setCharAt(i, (char) (letter - 'A' + 'a'));
            }
        }
        return folded.toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private char escape() {
        if (!head.take("UESCAPE")) {
            return '\\';
        }
        String string = head.take().text();
        return string.length() == 3 ? string.charAt(1) : '\\';
    }

    /** Empty where an escape is none; the server refuses that. */
    private static Optional<String> resolved(String text, char escape) {
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next != escape) {
                name.append(next);
                at++;
            } else if (text.startsWith(String.valueOf(escape), at + 1)) {
                name.append(escape);
                at += 2;
            } else {
                boolean wide = text.startsWith("+", at + 1);
                int start = at + (wide ? 2 : 1);
                int end = start + (wide ? 6 : 4);
                Optional<Integer> point = codePoint(text, start, end);
                if (point.isEmpty()) {
                    return Optional.empty();
                }
                name.appendCodePoint(point.get());
                at = end;
            }
        }
        return Optional.of(name.toString());
    }

    private static Optional<Integer> codePoint(String text, int start, int end) {
        boolean hex =
                end <= text.length()
                        && text.substring(start, end)
                                .chars()
                                .allMatch(digit -> Character.digit(digit, 16) >= 0);
        return hex
                ? Optional.of(Integer.parseInt(text.substring(start, end), 16))
                        .filter(Character::isValidCodePoint)
                : Optional.empty();
    }
}
