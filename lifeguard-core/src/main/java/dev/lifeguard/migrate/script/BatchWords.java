package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.BatchTerms.Load;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.script.BatchTerms.Pace;
import dev.lifeguard.migrate.script.BatchTerms.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words of a directive {@code -- lifeguard:batch table=app.users key=id size=1000}.
 *
 * <p>A word ends at a blank that stands in no quotes and in no parentheses. The SQL of {@code
 * while} and {@code verify} stands in double quotes, in which two of them are one.
 */
final class BatchWords {

    private static final Set<String> KNOWN =
            Set.of(
                    "table",
                    "key",
                    "size",
                    "max-size",
                    "pause",
                    "target-time",
                    "mode",
                    "max-lag",
                    "max-active",
                    "max-wal",
                    "while",
                    "verify");

    private static final Pattern RATE =
            Pattern.compile("(?<number>[1-9][0-9]{0,5})(?<unit>[kMG]B)/s");

    private static final int FIRST = 1000;
    private static final int GROWTH = 10;
    private static final int MOST = 1_000_000;
    private static final Duration TARGET = Duration.ofMillis(200);

    private static final String EXAMPLE =
            " Write \"-- lifeguard:batch table=app.users key=id size=1000\".";

    private final Map<String, String> words = new LinkedHashMap<>();

    private BatchWords() {}

    /** What the words say, or what is wrong with them. */
    static Directive read(String text) {
        try {
            BatchWords read = new BatchWords();
            read.split(text);
            return new Directive.Batch(read.terms());
        } catch (WrongWord wrong) {
            return new Directive.Malformed(
                    "The directive \"-- lifeguard:batch\" " + wrong.getMessage());
        }
    }

    /** A word that means nothing. */
    private static final class WrongWord extends Exception {

        private static final long serialVersionUID = 1L;

        WrongWord(String message) {
            super(message);
        }
    }

    private void split(String text) throws WrongWord {
        int at = 0;
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
                continue;
            }
            int end = end(text, at);
            add(text.substring(at, end));
            at = end;
        }
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static int end(String text, int from) throws WrongWord {
        char quote = 0;
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (quote != 0) {
                quote = character == quote ? 0 : quote;
            } else if (character == '"' || character == '`') {
                quote = character;
            } else if (isBlank(character) && depth == 0) {
                return at;
            } else {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            }
        }
        if (quote != 0 || depth > 0) {
            throw new WrongWord(
                    "has \"%s\", which does not end. Close its %s."
                            .formatted(
                                    text.substring(from), quote == 0 ? "parenthesis" : "quotes"));
        }
        return text.length();
    }

    private void add(String word) throws WrongWord {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals).toLowerCase(Locale.ROOT);
        if (equals < 0 || !KNOWN.contains(name)) {
            throw new WrongWord(
                    ("has the word \"%s\". There are table=NAME, key=COLUMN, size=1000,"
                                    + " max-size=10000, pause=20ms, target-time=200ms,"
                                    + " max-lag=5s, max-active=20, max-wal=16MB/s,"
                                    + " mode=blocking|background, while=\"SQL\" and"
                                    + " verify=\"SQL\".")
                            .formatted(word));
        }
        String value = word.substring(equals + 1);
        if (value.isEmpty()) {
            throw new WrongWord("has nothing behind \"%s=\".%s".formatted(name, EXAMPLE));
        }
        if (words.put(name, value) != null) {
            throw new WrongWord("has the word \"%s\" twice. Take one out.".formatted(name));
        }
    }

    private BatchTerms terms() throws WrongWord {
        return new BatchTerms(
                required("table"),
                columns(required("key")),
                sizes(),
                new Pace(
                        duration("pause", Duration.ZERO),
                        duration("target-time", TARGET),
                        sql("while"),
                        load()),
                mode(),
                sql("verify"));
    }

    private String required(String name) throws WrongWord {
        String value = words.get(name);
        if (value == null) {
            throw new WrongWord("names no %s.%s".formatted(name, EXAMPLE));
        }
        return value;
    }

    private static List<String> columns(String value) throws WrongWord {
        boolean group = value.startsWith("(") && value.endsWith(")");
        String inner = group ? value.substring(1, value.length() - 1) : value;
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < inner.length(); at++) {
            char character = inner.charAt(at);
            quoted ^= character == '"' || character == '`';
            if (character == ',' && !quoted) {
                columns.add(column.toString().strip());
                column.setLength(0);
            } else {
                column.append(character);
            }
        }
        columns.add(column.toString().strip());
        if (columns.contains("")) {
            throw new WrongWord("has key=%s, with a column without a name.".formatted(value));
        }
        return columns;
    }

    private Sizes sizes() throws WrongWord {
        int first = number("size", FIRST);
        int most = number("max-size", Math.min(MOST, Math.multiplyExact(first, GROWTH)));
        if (most < first) {
            throw new WrongWord(
                    "has max-size=%s, which is less than size=%s.".formatted(most, first));
        }
        return new Sizes(first, most);
    }

    private int number(String name, int otherwise) throws WrongWord {
        String value = words.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[1-9][0-9]{0,6}") && Integer.parseInt(value) <= MOST) {
            return Integer.parseInt(value);
        }
        throw new WrongWord(
                "has %s=%s. Write a whole number from 1 to %s.".formatted(name, value, MOST));
    }

    private Duration duration(String name, Duration otherwise) throws WrongWord {
        String value = words.get(name);
        if (value == null) {
            return otherwise;
        }
        return DirectiveComment.duration(value)
                .filter(duration -> duration.compareTo(DirectiveComment.LONGEST) <= 0)
                .filter(duration -> duration.isPositive() || name.equals("pause"))
                .orElseThrow(
                        () ->
                                new WrongWord(
                                        ("has %s=%s. Write a whole number with its unit ms, s, m or"
                                                        + " h, as %s=200ms.")
                                                .formatted(name, value, name)));
    }

    private Load load() throws WrongWord {
        return new Load(
                words.containsKey("max-lag")
                        ? Optional.of(duration("max-lag", Duration.ZERO))
                        : Optional.empty(),
                words.containsKey("max-active")
                        ? OptionalInt.of(number("max-active", 0))
                        : OptionalInt.empty(),
                bytes());
    }

    /** So many bytes a second, as PostgreSQL writes sizes: a kB is 1024. */
    private OptionalLong bytes() throws WrongWord {
        String value = words.get("max-wal");
        if (value == null) {
            return OptionalLong.empty();
        }
        Matcher matcher = RATE.matcher(value);
        if (!matcher.matches()) {
            throw new WrongWord(
                    "has max-wal=%s. Write a whole number with kB/s, MB/s or GB/s, as max-wal=16MB/s."
                            .formatted(value));
        }
        int steps = "kMG".indexOf(matcher.group("unit").charAt(0)) + 1;
        return OptionalLong.of(Long.parseLong(matcher.group("number")) << (10 * steps));
    }

    private Optional<String> sql(String name) throws WrongWord {
        String value = words.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw new WrongWord("has %s=%s. Put the SQL in double quotes.".formatted(name, value));
        }
        return Optional.of(value.substring(1, value.length() - 1).replace("\"\"", "\""));
    }

    private Mode mode() throws WrongWord {
        String value = words.getOrDefault("mode", "blocking");
        return switch (value) {
            case "blocking" -> Mode.BLOCKING;
            case "background" -> Mode.BACKGROUND;
            default ->
                    throw new WrongWord(
                            "has mode=%s. Write mode=blocking or mode=background."
                                    .formatted(value));
        };
    }
}
