package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of an expression or a query as PostgreSQL writes it. */
final class PgTokens {

    /**
     * A constant of text. Possessive, and without an alternative that is repeated: one of those
     * takes a frame of the stack for each character.
     */
    static final String TEXT = "[Ee]?'[^']*+(?:''[^']*+)*+'";

    /** A name in quotes. */
    static final String NAMED = "\"[^\"]*+(?:\"\"[^\"]*+)*+\"";

    /** A name without points. */
    static final Pattern NAME = Pattern.compile(NAMED + "|[\\p{L}_][\\p{L}\\p{N}_$]*");

    /** Texts, names with the points between them, numbers, casts, spaces, and single characters. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "%2$s|(?:%1$s)(?:\\.(?:%1$s|\\*))*|[0-9][0-9.eE]*|::|\\s+|."
                            .formatted(NAME, TEXT),
                    Pattern.DOTALL);

    private PgTokens() {}

    /** All of them; together they are the text. */
    static List<String> of(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            tokens.add(token.group());
        }
        return tokens;
    }
}
