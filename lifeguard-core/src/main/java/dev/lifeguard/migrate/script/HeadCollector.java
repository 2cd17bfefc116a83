package dev.lifeguard.migrate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects the tokens that tell what a statement is.
 *
 * <p>These are the first ones outside parentheses, and the first ones directly inside each
 * parenthesis among them, which is where options stand. Their number is bounded, and a long string
 * is cut, so that a statement's size does not matter.
 */
final class HeadCollector {

    private static final int MOST_OUTSIDE = 64;
    private static final int MOST_IN_GROUP = 64;
    private static final int LONGEST = 128;

    /** Statements of which the first word tells everything; they are the most frequent ones. */
    private static final Set<String> TOLD_BY_FIRST_WORD =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "GRANT", "COMMENT");

    private final List<HeadToken> tokens = new ArrayList<>();
    private int mostOutside = MOST_OUTSIDE;
    private int outside;
    private int inGroup;
    private int depth;

    void add(TokenKind kind, Lexer lexer) {
        if (outside >= mostOutside
                || kind == TokenKind.OPEN_EXECUTABLE
                || kind == TokenKind.CLOSE_EXECUTABLE) {
            return;
        }
        boolean bracket = kind == TokenKind.OPEN || kind == TokenKind.CLOSE;
        if (kind == TokenKind.CLOSE && depth > 0) {
            depth--;
        }
        if (depth == 0) {
            outside++;
            inGroup = 0;
            HeadToken token = token(kind, lexer);
            tokens.add(token);
            mostOutside = TOLD_BY_FIRST_WORD.contains(tokens.getFirst().text()) ? 1 : MOST_OUTSIDE;
        } else if (depth == 1 && !bracket && inGroup < MOST_IN_GROUP) {
            inGroup++;
            tokens.add(token(kind, lexer));
        }
        if (kind == TokenKind.OPEN) {
            depth++;
        }
    }

    /** What was collected so far. */
    Head head() {
        return new Head(tokens);
    }

    private static HeadToken token(TokenKind kind, Lexer lexer) {
        return new HeadToken(
                kind, kind == TokenKind.WORD ? lexer.upperText(LONGEST) : lexer.text(LONGEST));
    }
}
