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

    private final ScriptInput input;
    private final QuoteReader quotes;
    private final boolean dollarQuotes;
    private final boolean prefixedStrings;
    private final boolean clientCommands;

    private long start;
    private long end;
    private long lineStart;
    private boolean firstOnLine;

    private StringSyntax plainStrings = StringSyntax.STANDARD;
    private StringSyntax lastString = StringSyntax.STANDARD;
    private long lastStringEnd = NOWHERE;

    Lexer(ScriptInput input, LexerRules rules) {
        this.input = input;
        quotes = new QuoteReader(input, rules);
        dollarQuotes = rules.has(Feature.DOLLAR_QUOTES);
        prefixedStrings = rules.has(Feature.PREFIXED_STRINGS);
        clientCommands = rules.has(Feature.CLIENT_COMMANDS);
        resumeAtLineStart();
    }

    /**
     * Reads the next token; blanks are passed over.
     *
     * @throws InvalidScriptException if a quote or a comment is not closed
     */
    TokenKind next() throws IOException {
        lineStart = input.skipBlanks(lineStart);
        firstOnLine = lineStart >= end;
        start = input.offset();
        input.keepFrom(start);
        TokenKind kind = read(input.peek());
        end = input.offset();
        if (kind == TokenKind.STRING) {
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

    /** From here on strings without a prefix read so; at first, and in each section, STANDARD. */
    void use(StringSyntax syntax) {
        plainStrings = syntax;
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
                input.skipTo('\n', '\n');
                continue;
            }
            if (next != '/' || input.peek(1) != '*') {
                return false;
            }
            quotes.readBlockComment();
            if (input.text(start, input.offset()).indexOf('\n') >= 0) {
                return false;
            }
        }
    }

    /** Tells the lexer that its input was moved to the beginning of a line. */
    void resumeAtLineStart() {
        end = input.offset();
        lineStart = end;
    }

    private TokenKind read(int first) throws IOException {
        if (first < 0) {
            return TokenKind.END;
        }
        if (ByteClass.WORD_START[first]) {
            return prefixedStrings ? readPrefixed(first) : readWord();
        }
        if (ByteClass.DIGIT[first]) {
            return readNumber();
        }
        return switch (first) {
            case '\'' -> readString(plainSyntax());
            case '"' -> readName();
            case '$' -> dollarQuotes ? readDollar() : one(TokenKind.SYMBOL);
            case '-' -> input.peek(1) == '-' ? readLineComment() : one(TokenKind.SYMBOL);
            case '/' -> input.peek(1) == '*' ? readBlockComment() : one(TokenKind.SYMBOL);
            case '(' -> one(TokenKind.OPEN);
            case ')' -> one(TokenKind.CLOSE);
            case ';' -> one(TokenKind.SEMICOLON);
            case '\\' -> one(clientCommands ? TokenKind.BACKSLASH : TokenKind.SYMBOL);
            default -> one(TokenKind.SYMBOL);
        };
    }

    private TokenKind one(TokenKind kind) {
        input.advance(1);
        return kind;
    }

    private TokenKind readWord() throws IOException {
        input.skipWhile(ByteClass.WORD);
        return TokenKind.WORD;
    }

    private TokenKind readNumber() throws IOException {
        input.skipWhile(ByteClass.DIGIT);
        return TokenKind.NUMBER;
    }

    private TokenKind readPrefixed(int first) throws IOException {
        return switch (first) {
            case 'e', 'E' -> readAfterPrefix(StringSyntax.BACKSLASH);
            case 'b', 'B', 'x', 'X' -> readAfterPrefix(StringSyntax.STANDARD);
            case 'n', 'N' -> readAfterPrefix(plainStrings);
            case 'u', 'U' -> input.peek(1) == '&' ? readUnicode() : readWord();
            default -> readWord();
        };
    }

    private TokenKind readAfterPrefix(StringSyntax syntax) throws IOException {
        if (input.peek(1) != '\'') {
            return readWord();
        }
        input.advance(1);
        return readString(syntax);
    }

    private TokenKind readUnicode() throws IOException {
        int quote = input.peek(2);
        if (quote != '\'' && quote != '"') {
            return readWord();
        }
        input.advance(2);
        return quote == '"' ? readName() : readString(StringSyntax.STANDARD);
    }

    /** A string after a string and a line break goes on with it, in the same syntax. */
    private StringSyntax plainSyntax() {
        return lineStart > lastStringEnd ? lastString : plainStrings;
    }

    private TokenKind readString(StringSyntax syntax) throws IOException {
        quotes.readString(start, syntax);
        lastString = syntax;
        return TokenKind.STRING;
    }

    private TokenKind readName() throws IOException {
        quotes.readName(start);
        return TokenKind.NAME;
    }

    private TokenKind readDollar() throws IOException {
        int next = input.peek(1);
        if (next >= 0 && ByteClass.DIGIT[next]) {
            input.advance(1);
            return readNumber();
        }
        return quotes.readDollarString() ? TokenKind.DOLLAR_STRING : one(TokenKind.SYMBOL);
    }

    private TokenKind readLineComment() throws IOException {
        input.skipTo('\n', '\r');
        return TokenKind.LINE_COMMENT;
    }

    private TokenKind readBlockComment() throws IOException {
        quotes.readBlockComment();
        return TokenKind.BLOCK_COMMENT;
    }
}
