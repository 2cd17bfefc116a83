package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Casts of arrays as PostgreSQL has them when it has read what it wrote itself. For {@code status
 * IN ('a', 'b')} on a varchar it writes a cast of the whole array, {@code (ARRAY['a',
 * 'b'])::text[]}, and reads that as a cast of each element.
 */
final class PgArrayText {

    private static final Set<String> OPEN = Set.of("(", "[");
    private static final Set<String> CLOSE = Set.of(")", "]");

    private final List<String> tokens;

    private PgArrayText(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The text with the casts at the elements. */
    static String of(String sql) {
        return sql.contains("(ARRAY[") && sql.contains("])::")
                ? new PgArrayText(PgTokens.of(sql)).text()
                : sql;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < tokens.size()) {
            int bracket = at + 2;
            int end = isArray(at) ? end(bracket) : 0;
            String type = end > 0 ? type(end) : "";
            if (type.isEmpty()) {
                text.append(tokens.get(at++));
            } else {
                text.append(
                        elements(bracket, end).stream()
                                .map(element -> "(%s)::%s".formatted(element, type))
                                .collect(Collectors.joining(", ", "ARRAY[", "]")));
                at = end + 3;
                while (!tokens.get(at).equals("[")) {
                    at++;
                }
                at += 2;
            }
        }
        return text.toString();
    }

    private boolean isArray(int at) {
        return is(at, "(") && is(at + 1, "ARRAY") && is(at + 2, "[") && !is(at + 3, "ARRAY");
    }

    private boolean is(int at, String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    /** Where the bracket is closed. */
    private int end(int bracket) {
        int depth = 0;
        for (int at = bracket; at < tokens.size(); at++) {
            depth += OPEN.contains(tokens.get(at)) ? 1 : 0;
            depth -= CLOSE.contains(tokens.get(at)) ? 1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return 0;
    }

    /** What the array behind a bracket is cast to an array of; empty where it is not. */
    private String type(int end) {
        if (!is(end + 1, ")") || !is(end + 2, "::")) {
            return "";
        }
        StringBuilder type = new StringBuilder();
        for (int at = end + 3; at < tokens.size(); at++) {
            String token = tokens.get(at);
            if (token.equals("[")) {
                return is(at + 1, "]") && !is(at + 2, "[") ? type.toString() : "";
            }
            if (!token.isBlank()
                    && !Character.isLetter(token.charAt(0))
                    && token.charAt(0) != '"') {
                return "";
            }
            type.append(token);
        }
        return "";
    }

    private List<String> elements(int bracket, int end) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        int depth = 0;
        for (int at = bracket + 1; at < end; at++) {
            String token = tokens.get(at);
            depth += OPEN.contains(token) ? 1 : 0;
            depth -= CLOSE.contains(token) ? 1 : 0;
            if (depth == 0 && token.equals(",")) {
                elements.add(element.toString().strip());
                element.setLength(0);
            } else {
                element.append(token);
            }
        }
        elements.add(element.toString().strip());
        return elements;
    }
}
