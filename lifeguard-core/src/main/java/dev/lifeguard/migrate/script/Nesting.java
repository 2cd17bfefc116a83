package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells whether a semicolon would end a statement: not in parentheses, not in a comment that is
 * executed, and not in a body.
 *
 * <p>A closing parenthesis too many is left to the server, as psql leaves it.
 */
final class Nesting {

    private static final long NONE = -1;

    private final LexerRules rules;
    private long[] parentheses = new long[16];
    private int depth;
    private long executable = NONE;
    private boolean begun;
    private Body body = Body.ABSENT;

    /** What is open, and where it begins. */
    record Open(long offset, String message) {}

    Nesting(LexerRules rules) {
        this.rules = rules;
    }

    /** Takes note of the lexer's token. */
    void add(TokenKind kind, Lexer lexer) {
        if (kind == TokenKind.OPEN_EXECUTABLE) {
            executable = lexer.start();
            return;
        }
        if (kind == TokenKind.CLOSE_EXECUTABLE) {
            executable = NONE;
            return;
        }
        if (!begun) {
            begun = true;
            body = Body.of(rules, lexer);
        }
        if (depth == 0 || (depth == 1 && kind == TokenKind.CLOSE)) {
            body.add(kind, lexer);
        }
        if (kind == TokenKind.OPEN) {
            open(lexer.start());
        } else if (kind == TokenKind.CLOSE) {
            depth = Math.max(0, depth - 1);
        }
    }

    /** Begins anew, for another statement. */
    void reset() {
        depth = 0;
        executable = NONE;
        begun = false;
        body = Body.ABSENT;
    }

    boolean isEmpty() {
        return depth == 0 && executable == NONE && body.openBlock() == NONE;
    }

    /** What is open although the statement ends, and has to be closed first. */
    Optional<Open> open() {
        if (depth > 0) {
            return Optional.of(
                    new Open(
                            parentheses[depth - 1],
                            "The parenthesis that opens here is not closed. Add its closing ) ."));
        }
        if (body.openBlock() != NONE) {
            return Optional.of(
                    new Open(
                            body.openBlock(),
                            "The block that begins here is not closed. Add its END."));
        }
        return executable == NONE
                ? Optional.empty()
                : Optional.of(
                        new Open(
                                executable,
                                "The comment that begins here is not closed. Add its closing */"
                                        + " ."));
    }

    private void open(long offset) {
        if (depth == parentheses.length) {
            parentheses = Arrays.copyOf(parentheses, depth * 2);
        }
        parentheses[depth] = offset;
        depth++;
    }
}
