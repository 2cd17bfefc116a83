package dev.lifeguard.migrate.inspect.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a statement as MariaDB writes it with an empty sql_mode: texts, names in backticks,
 * words, numbers, spaces and single characters. What stands in a conditional comment, which the
 * server writes for other servers, is read as if it stood there alone.
 *
 * <p>The server folds sql_mode into what it writes of routines, so that a name can be in double
 * quotes there.
 */
final class MariaDbTokens {

    /** Possessive, so that a long text takes no stack. */
    private static final String TEXT = "'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'";

    private static final String NAMED =
            "`[^`]*+(?:``[^`]*+)*+`|\"[^\"\\\\]*+(?:(?:\\\\.|\"\")[^\"\\\\]*+)*+\"";
    private static final String COMMENT = "/\\*(?!M?!).*?\\*/|--[ \\t][^\\n]*|#[^\\n]*";
    private static final String CONDITION = "/\\*M?!\\d*+ ?|\\*/";
    private static final String WORD = "[\\p{L}_$][\\p{L}\\p{N}_$]*+";

    private static final String PLAIN =
            "'[^']*+(?:''[^']*+)*+'|`[^`]*+(?:``[^`]*+)*+`|\"[^\"]*+(?:\"\"[^\"]*+)*+\"";

    private static final Pattern TOKEN = tokens(TEXT + "|" + NAMED);

    /** Where a backslash is itself. */
    private static final Pattern PLAIN_TOKEN = tokens(PLAIN);

    private static final Pattern MARK = Pattern.compile(CONDITION);

    private final List<String> tokens;

    private MariaDbTokens(List<String> tokens) {
        this.tokens = tokens;
    }

    private static Pattern tokens(String quoted) {
        return Pattern.compile(
                "%s|%s|%s|%s|\\d[\\d.eE]*+|\\s++|.".formatted(quoted, COMMENT, CONDITION, WORD),
                Pattern.DOTALL);
    }

    static MariaDbTokens of(String sql) {
        return of(sql, TOKEN);
    }

    /** Reads what has a body, of the sql_mode with which it was made. */
    static MariaDbTokens ofMode(String mode, String sql) {
        return of(sql, isPlain(mode) ? PLAIN_TOKEN : TOKEN);
    }

    /** Whether a backslash in a text is itself in such a sql_mode. */
    static boolean isPlain(String mode) {
        return mode.contains("NO_BACKSLASH_ESCAPES");
    }

    private static MariaDbTokens of(String sql, Pattern pattern) {
        List<String> tokens = new ArrayList<>();
        Matcher token = pattern.matcher(sql);
        while (token.find()) {
            String one = token.group();
            boolean marks = one.startsWith("/*") || one.equals("*/");
            if (!marks || !MARK.matcher(one).matches()) {
                tokens.add(one);
            }
        }
        return new MariaDbTokens(tokens);
    }

    /**
     * Reads what a server sent. In the default of a column of bytes there are bytes of no encoding,
     * and they become a constant in hexadecimal.
     */
    static MariaDbTokens ofBytes(byte[] sql) {
        Optional<String> text = utf8(sql);
        if (text.isPresent()) {
            return of(text.get());
        }
        return new MariaDbTokens(
                of(new String(sql, StandardCharsets.ISO_8859_1)).tokens.stream()
                        .map(token -> decoded(token.getBytes(StandardCharsets.ISO_8859_1)))
                        .toList());
    }

    private static String decoded(byte[] token) {
        return utf8(token)
                .orElseGet(
                        () ->
                                token[0] == '\''
                                        ? "X'"
                                                + HexFormat.of()
                                                        .formatHex(MariaDbConstant.bytes(token))
                                                + "'"
                                        : new String(token, StandardCharsets.UTF_8));
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException invalid) {
            return Optional.empty();
        }
    }

    int size() {
        return tokens.size();
    }

    /** One; nothing behind the end and before the beginning. */
    String at(int place) {
        return place >= 0 && place < tokens.size() ? tokens.get(place) : "";
    }

    /** Some of them as text, without the spaces around. */
    String text(int from, int to) {
        return String.join("", tokens.subList(from, to)).strip();
    }

    /** Some of them. */
    MariaDbTokens part(int from, int to) {
        return new MariaDbTokens(tokens.subList(from, to));
    }

    /** All but some of them, between which and the rest one space is left. */
    MariaDbTokens without(int from, int to) {
        List<String> rest = new ArrayList<>(tokens.subList(0, last(from - 1) + 1));
        rest.add(" ");
        rest.addAll(tokens.subList(Math.min(next(to), size()), size()));
        return new MariaDbTokens(rest);
    }

    /**
     * The same where the server wrote backslashes into texts that stand for themselves there: some
     * of them are told anew.
     */
    MariaDbTokens plain(int from, int to) {
        List<String> plain = new ArrayList<>(tokens);
        plain.subList(from, to)
                .replaceAll(token -> token.startsWith("'") ? MariaDbConstant.plain(token) : token);
        return new MariaDbTokens(plain);
    }

    @Override
    public String toString() {
        return text(0, size());
    }

    /** The place of the next one that is no space and no comment, from there on. */
    int next(int from) {
        int place = from;
        while (isSpace(at(place))) {
            place++;
        }
        return place;
    }

    /** The place of the last one that is no space and no comment, from there back. */
    int last(int from) {
        int place = from;
        while (isSpace(at(place))) {
            place--;
        }
        return place;
    }

    private static boolean isSpace(String token) {
        return !token.isEmpty()
                && (token.isBlank()
                        || token.startsWith("/*")
                        || token.startsWith("#")
                        || (token.startsWith("--") && token.length() > 1));
    }

    /** Whether there is such a word. */
    boolean is(int place, String word) {
        return at(place).equalsIgnoreCase(word);
    }

    /**
     * Where a word stands outside of parentheses.
     *
     * @return the size where it does not
     */
    int find(String word, int from) {
        int depth = 0;
        for (int place = from; place < size(); place++) {
            depth += depth(at(place));
            if (depth == 0 && is(place, word)) {
                return place;
            }
        }
        return size();
    }

    /** Where the first parenthesis opens; the size where none does. */
    int opening(int from) {
        int place = from;
        while (place < size() && !at(place).equals("(")) {
            place++;
        }
        return place;
    }

    /** Where the parenthesis closes that opens there. */
    int closing(int open) {
        int depth = 0;
        for (int place = open; place < size(); place++) {
            depth += depth(at(place));
            if (depth == 0) {
                return place;
            }
        }
        return size();
    }

    static int depth(String token) {
        return switch (token) {
            case "(" -> 1;
            case ")" -> -1;
            default -> 0;
        };
    }

    /** What stands between commas that are outside of parentheses. */
    List<MariaDbTokens> split() {
        List<MariaDbTokens> parts = new ArrayList<>();
        int depth = 0;
        int from = next(0);
        for (int place = from; place < size(); place++) {
            depth += depth(at(place));
            if (depth == 0 && at(place).equals(",")) {
                parts.add(part(from, last(place - 1) + 1));
                from = next(place + 1);
            }
        }
        if (from < size()) {
            parts.add(part(from, last(size() - 1) + 1));
        }
        return parts;
    }

    /** Whether it is a name in quotes. */
    static boolean isName(String token) {
        return token.startsWith("`") || token.startsWith("\"");
    }

    /** Whether it is a word or a name in quotes. */
    static boolean isWord(String token) {
        return isName(token)
                || (!token.isEmpty()
                        && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_'));
    }

    /** A name without its quotes; another token as it is. */
    static String name(String token) {
        if (!isName(token)) {
            return token;
        }
        String quote = token.substring(0, 1);
        return token.substring(1, token.length() - 1).replace(quote + quote, quote);
    }

    /** A name as this tool shows it: in backticks where SQL needs them. */
    static String shown(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_$]*") ? name : quoted(name);
    }

    /** A name in backticks. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The names that it says, quoted or not, in lower case. */
    List<String> names() {
        return tokens.stream()
                .filter(MariaDbTokens::isWord)
                .map(token -> name(token).toLowerCase(Locale.ROOT))
                .toList();
    }
}
