package dev.lifeguard.migrate.script;

import java.util.List;

/** The tokens of a statement that runs in batches, and the parentheses around them. */
final class BatchTokens {

    private final List<BatchToken> tokens;

    BatchTokens(List<BatchToken> tokens) {
        this.tokens = tokens;
    }

    int size() {
        return tokens.size();
    }

    BatchToken get(int at) {
        return tokens.get(at);
    }

    JoinedConditions joined() {
        return new JoinedConditions(tokens);
    }

    /**
     * The parenthesis that opens around a token, or with the one that closes there; -1 where none
     * does.
     */
    int open(int from) {
        int depth = 0;
        for (int at = from - 1; at >= 0; at--) {
            TokenKind kind = tokens.get(at).kind();
            if (kind == TokenKind.CLOSE) {
                depth++;
            } else if (kind == TokenKind.OPEN && depth > 0) {
                depth--;
            } else if (kind == TokenKind.OPEN) {
                return at;
            }
        }
        return -1;
    }

    /** The one that closes what opens there; the number of tokens where none does. */
    int close(int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            TokenKind kind = tokens.get(at).kind();
            depth += kind == TokenKind.OPEN ? 1 : kind == TokenKind.CLOSE ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return tokens.size();
    }

    /** The token behind another one, or behind the parenthesis that it opens. */
    int next(int at) {
        return tokens.get(at).kind() == TokenKind.OPEN ? close(at) + 1 : at + 1;
    }

    /** Whether a parenthesis is around a query. */
    boolean isQuery(int open) {
        int first = open + 1;
        return first < tokens.size()
                && (tokens.get(first).isWord("SELECT") || tokens.get(first).isWord("WITH"));
    }

    /** Whether both bounds stand among some tokens, in parentheses or not. */
    boolean holdBounds(int begin, int end) {
        return holdBound("from", begin, end) && holdBound("to", begin, end);
    }

    private boolean holdBound(String name, int begin, int end) {
        for (int at = begin; at + 1 < end; at++) {
            if (tokens.get(at).is(":") && tokens.get(at + 1).isWord(name)) {
                return true;
            }
        }
        return false;
    }
}
