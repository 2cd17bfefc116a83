package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;

/**
 * Cuts a script into tokens, one at a time and without looking beyond the token.
 *
 * <p>Each token's bytes are kept in the input from its start on; who has no more use for them calls
 * {@link ScriptInput#keepNothing}.
 */
final class Lexer {

    private static final long NOWHERE = Long.MAX_VALUE;
    private static final int LONGEST_UNSEEN = 32;

    private final ScriptInput input;
    private final TokenReader reader;

    private final boolean continuedStrings;

    private long start;
    private long end;
    private long lineStart;
    private boolean firstOnLine;

    /** Where the first token of the line begins that holds this one. */
    private long lineHead;

    private long lastStringEnd = NOWHERE;

    Lexer(ScriptInput input, LexerRules rules) {
        this.input = input;
        reader = new TokenReader(input, rules);
        continuedStrings = rules.has(Feature.PREFIXED_STRINGS);
        resumeAtLineStart();
    }

    /**
     * Reads the next token; blanks are passed over.
     *
     * @param place whether a statement has begun
     * @throws InvalidScriptException if a quote or a comment is not closed
     */
    TokenKind next(CommentPlace place) throws IOException {
        lineStart = input.skipBlanks(lineStart);
        firstOnLine = lineStart >= end;
        start = input.offset();
        lineHead = firstOnLine ? start : lineHead;
        input.keepFrom(start);
        int first = input.peek();
        TokenKind kind =
                first == '\'' && lineStart > lastStringEnd
                        ? reader.readContinuation()
                        : reader.read(first, place);
        end = input.offset();
        if (kind == TokenKind.STRING && continuedStrings) {
            lastStringEnd = end;
        } else if (kind != TokenKind.LINE_COMMENT) {
            lastStringEnd = NOWHERE;
        }
        return kind;
    }

    /** The offset of the token's first byte. */
    long start() {
        return start;
    }

    /** The offset after the token's last byte. */
    long end() {
        return end;
    }

    /** Whether only blanks are before the token on its line. */
    boolean isFirstOnLine() {
        return firstOnLine;
    }

    /**
     * What is before the token on its line; empty where nothing is, or more than a few characters,
     * or something that a statement before this one has.
     */
    String lineBefore() {
        return !firstOnLine && start - lineHead <= LONGEST_UNSEEN && input.keeps(lineHead)
                ? input.text(lineHead, start)
                : "";
    }

    /** The offset at which the line of a token begins that is the first on it. */
    long lineStart() {
        return lineStart;
    }

    /** The token as it is in the script, or its beginning if it has more bytes. */
    String text(int most) {
        return input.text(start, Math.min(end, start + most));
    }

    /** The same with its ASCII letters in upper case. */
    String upperText(int most) {
        return input.upperText(start, Math.min(end, start + most));
    }

    /** Whether the token is this keyword, given in upper case. */
    boolean is(String keyword) {
        return end - start == keyword.length() && input.matches(start, keyword);
    }

    /** From here on quotes read so, up to the end of the section. */
    void use(Quoting quoting) {
        reader.use(quoting);
    }

    /** From here on this ends a statement, up to the end of the section. */
    void use(Delimiter delimiter) {
        reader.use(delimiter);
    }

    /** Whether a semicolon ends a statement. */
    boolean endsAtSemicolon() {
        return reader.endsAtSemicolon();
    }

    /**
     * Passes over blanks and comments to the beginning of the next line.
     *
     * @return false if something else comes first, which is the token then, or a comment that goes
     *     on beyond the line, or the end
     */
    boolean finishLine() throws IOException {
        while (true) {
            input.skipWhile(ByteClass.BLANK_IN_LINE);
            start = input.offset();
            int next = input.peek();
            if (next == '\n') {
                input.advance(1);
                resumeAtLineStart();
                return true;
            }
            if (next == '-' && input.peek(1) == '-') {
                reader.readLineComment();
                continue;
            }
            if (next != '/' || input.peek(1) != '*') {
                return false;
            }
            reader.readBlockComment();
            if (input.text(start, input.offset()).indexOf('\n') >= 0) {
                return false;
            }
        }
    }

    /** Tells the lexer that its input was moved to the beginning of a section. */
    void resumeAtSection() {
        reader.reset();
        resumeAtLineStart();
    }

    /** Tells the lexer that its input was moved to the beginning of a line. */
    void resumeAtLineStart() {
        end = input.offset();
        lineStart = end;
    }
}
