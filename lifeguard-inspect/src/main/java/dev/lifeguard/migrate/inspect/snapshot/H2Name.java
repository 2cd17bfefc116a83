package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as H2 writes them: always in quotes, with points between them. */
final class H2Name {

    /** One, with the names before it. */
    static final String QUALIFIED = "%1$s(?:\\.%1$s)*".formatted(PgTokens.NAMED);

    private static final Pattern ONE = Pattern.compile(PgTokens.NAMED);
    private static final Pattern PLAIN = Pattern.compile("\"[A-Z_][A-Z0-9_]*\"");

    private H2Name() {}

    /** Each of them, with its quotes. */
    static List<String> parts(String name) {
        return ONE.matcher(name).results().map(found -> found.group()).toList();
    }

    /** The last one of them, without quotes. */
    static String last(String name) {
        String quoted = parts(name).getLast();
        return quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
    }

    /** It for those who read: in quotes only where SQL needs them. */
    static String shown(String name) {
        return parts(name).stream().map(H2Name::withoutQuotes).collect(Collectors.joining("."));
    }

    private static String withoutQuotes(String part) {
        Matcher plain = PLAIN.matcher(part);
        return plain.matches() ? part.substring(1, part.length() - 1) : part;
    }
}
