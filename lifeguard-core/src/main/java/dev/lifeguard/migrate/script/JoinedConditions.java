package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a condition has to hold for each row of a statement: it is joined to the others by AND
 * alone, at its own place and around each parenthesis that it is in, up to the WHERE or ON that it
 * belongs to. Rows that another condition lets through would be changed in every batch.
 */
final class JoinedConditions {

    private static final Set<String> BEGIN = Set.of("WHERE", "ON");

    private static final Set<String> END =
            Set.of(
                    "WHERE",
                    "ON",
                    "WHEN",
                    "THEN",
                    "JOIN",
                    "GROUP",
                    "HAVING",
                    "WINDOW",
                    "ORDER",
                    "LIMIT",
                    "OFFSET",
                    "FETCH",
                    "FOR",
                    "UNION",
                    "EXCEPT",
                    "INTERSECT",
                    "MINUS",
                    "LOCK",
                    "SET",
                    "INNER",
                    "LEFT",
                    "RIGHT",
                    "FULL",
                    "CROSS",
                    "NATURAL",
                    "STRAIGHT_JOIN",
                    "RETURNING");

    private final List<BatchToken> tokens;

    JoinedConditions(List<BatchToken> tokens) {
        this.tokens = tokens;
    }

    /** Whether a condition ends before a token; an operator would make it a part of another one. */
    static boolean endsBefore(BatchToken next) {
        return next.kind() == TokenKind.CLOSE
                || next.isWord("AND")
                || isAlternative(next)
                || END.contains(word(next));
    }

    /** Whether the condition between two tokens has to hold. */
    boolean holds(int first, int last) {
        int left = first - 1;
        int right = last + 1;
        while (true) {
            int open = left(left);
            if (open < 0 || !isJoined(open)) {
                return false;
            }
            int close = right(right);
            if (close < 0) {
                return false;
            }
            if (tokens.get(open).kind() != TokenKind.OPEN) {
                return true;
            }
            left = open - 1;
            right = close + 1;
        }
    }

    /** Whether what stands there begins a condition, or a parenthesis around one. */
    private boolean isJoined(int at) {
        if (tokens.get(at).kind() != TokenKind.OPEN) {
            return true;
        }
        if (at == 0) {
            return false;
        }
        BatchToken before = tokens.get(at - 1);
        return before.kind() == TokenKind.OPEN
                || before.isWord("AND")
                || BEGIN.contains(word(before));
    }

    /** What the conditions to the left begin behind; -1 where one is not joined by AND. */
    private int left(int from) {
        int depth = 0;
        for (int at = from; at >= 0; at--) {
            BatchToken token = tokens.get(at);
            if (token.kind() == TokenKind.CLOSE) {
                depth++;
            } else if (token.kind() == TokenKind.OPEN && depth > 0) {
                depth--;
            } else if (depth == 0) {
                if (token.kind() == TokenKind.OPEN || BEGIN.contains(word(token))) {
                    return at;
                }
                if (isAlternative(token)) {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** What the conditions to the right end before; -1 where one is not joined by AND. */
    private int right(int from) {
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            BatchToken token = tokens.get(at);
            if (token.kind() == TokenKind.OPEN) {
                depth++;
            } else if (token.kind() == TokenKind.CLOSE && depth > 0) {
                depth--;
            } else if (depth == 0) {
                if (token.kind() == TokenKind.CLOSE || END.contains(word(token))) {
                    return at;
                }
                if (isAlternative(token)) {
                    return -1;
                }
            }
        }
        return tokens.size();
    }

    private static boolean isAlternative(BatchToken token) {
        return token.isWord("OR") || token.isWord("XOR");
    }

    private static String word(BatchToken token) {
        return token.kind() == TokenKind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }
}
