package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.io.IOException;

/** Reads one token from its first byte on, as the database's rules say. */
final class TokenReader {

    private final ScriptInput input;
    private final QuoteReader quotes;
    private final LexerRules rules;
    private final boolean prefixedStrings;
    private final boolean blankAfterDashes;

    private Delimiter delimiter = Delimiter.SEMICOLON;
    private boolean ownDelimiter;
    private StringSyntax lastString = StringSyntax.STANDARD;
    private boolean inExecutable;

    /** How quotes read from here on. */
    private Quoting quoting;

    TokenReader(ScriptInput input, LexerRules rules) {
        this.input = input;
        this.rules = rules;
        quotes = new QuoteReader(input, rules);
        prefixedStrings = rules.has(Feature.PREFIXED_STRINGS);
        blankAfterDashes = rules.has(Feature.BLANK_AFTER_DASHES);
        quoting = Quoting.of(rules);
    }

    /** Reads the token that begins with this byte, which is the next one. */
    TokenKind read(int first, CommentPlace place) throws IOException {
        if (first < 0) {
            return TokenKind.END;
        }
        if (ownDelimiter && delimiter.isNext(input)) {
            input.advance(delimiter.length());
            return TokenKind.SEMICOLON;
        }
        if (ByteClass.WORD_START[first]) {
            return prefixedStrings ? readPrefixed(first) : readWord();
        }
        if (ByteClass.DIGIT[first]) {
            return readNumber();
        }
        return switch (first) {
            case '\'' -> readString(quoting.strings());
            case '"' -> readDoubleQuotes();
            case '`' -> readNameIf(Feature.BACKTICK_NAMES, '`');
            case '[' -> readNameIf(Feature.BRACKET_NAMES, ']');
            case '$' -> readDollar();
            case '-' -> isDashComment(place) ? readLineComment() : one(TokenKind.SYMBOL);
            case '#' -> readLineCommentIf(Feature.HASH_COMMENTS);
            case '/' -> readSlash();
            case '*' -> readStar();
            case '(' -> one(TokenKind.OPEN);
            case ')' -> one(TokenKind.CLOSE);
            case ';' -> one(ownDelimiter ? TokenKind.SYMBOL : TokenKind.SEMICOLON);
            case '\\' -> one(beginsCommand() ? TokenKind.BACKSLASH : TokenKind.SYMBOL);
            default -> one(TokenKind.SYMBOL);
        };
    }

    /** Reads a string that goes on with the one before it, in the same syntax. */
    TokenKind readContinuation() throws IOException {
        return readString(lastString);
    }

    /** From here on quotes read so. */
    void use(Quoting next) {
        quoting = next;
    }

    /** From here on this ends a statement. */
    void use(Delimiter next) {
        ownDelimiter = !next.equals(Delimiter.SEMICOLON);
        delimiter = next;
    }

    /** Whether a semicolon ends a statement. */
    boolean endsAtSemicolon() {
        return !ownDelimiter;
    }

    /** Begins anew, as at the beginning of a script. */
    void reset() {
        quoting = Quoting.of(rules);
        use(Delimiter.SEMICOLON);
        inExecutable = false;
    }

    /** Reads a comment from its dashes or the like to the end of the line. */
    TokenKind readLineComment() throws IOException {
        input.readAsWritten();
        input.skipTo('\n', '\r');
        input.readReplaced();
        return TokenKind.LINE_COMMENT;
    }

    /** Reads a comment from its opening on. */
    TokenKind readBlockComment() throws IOException {
        input.readAsWritten();
        quotes.readBlockComment();
        input.readReplaced();
        return TokenKind.BLOCK_COMMENT;
    }

    private TokenKind one(TokenKind kind) {
        input.advance(1);
        return kind;
    }

    private TokenKind readWord() throws IOException {
        if (!delimiter.cutsWords()) {
            input.skipWhile(ByteClass.WORD);
            return TokenKind.WORD;
        }
        input.skipWhile(ByteClass.TAG);
        while (input.peek() == '$' && !delimiter.isNext(input)) {
            input.advance(1);
            input.skipWhile(ByteClass.TAG);
        }
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
            case 'n', 'N' -> readAfterPrefix(quoting.strings());
            case 'u', 'U' -> input.peek(1) == '&' ? readUnicode() : readWord();
            default -> readWord();
        };
    }

    private TokenKind readAfterPrefix(StringSyntax syntax) throws IOException {
        return input.peek(1) == '\'' ? readString(1, syntax) : readWord();
    }

    private TokenKind readUnicode() throws IOException {
        return switch (input.peek(2)) {
            case '\'' -> readString(2, StringSyntax.STANDARD);
            case '"' -> readName(2, '"');
            default -> readWord();
        };
    }

    private TokenKind readString(StringSyntax syntax) throws IOException {
        return readString(0, syntax);
    }

    private TokenKind readString(int prefix, StringSyntax syntax) throws IOException {
        quotes.readString(prefix, syntax);
        lastString = syntax;
        return TokenKind.STRING;
    }

    private TokenKind readName(int prefix, char closing) throws IOException {
        quotes.readName(prefix, closing);
        return TokenKind.NAME;
    }

    private TokenKind readNameIf(Feature feature, char closing) throws IOException {
        return rules.has(feature) ? readName(0, closing) : one(TokenKind.SYMBOL);
    }

    private TokenKind readDoubleQuotes() throws IOException {
        return quoting.doubleQuotes() == TokenKind.STRING
                ? readString(quoting.strings())
                : readName(0, '"');
    }

    private TokenKind readDollar() throws IOException {
        int next = input.peek(1);
        if (next >= 0 && ByteClass.DIGIT[next]) {
            input.advance(1);
            return readNumber();
        }
        return quotes.readDollarString() ? TokenKind.DOLLAR_STRING : one(TokenKind.SYMBOL);
    }

    /** Before a statement the clients mariadb and mysql need no blank behind the dashes. */
    private boolean isDashComment(CommentPlace place) throws IOException {
        return input.peek(1) == '-'
                && (!blankAfterDashes
                        || place == CommentPlace.BETWEEN_STATEMENTS
                        || input.peek(2) <= ' ');
    }

    private TokenKind readLineCommentIf(Feature feature) throws IOException {
        if (!rules.has(feature)) {
            return one(TokenKind.SYMBOL);
        }
        readLineComment();
        return TokenKind.OTHER_LINE_COMMENT;
    }

    private TokenKind readSlash() throws IOException {
        int next = input.peek(1);
        if (next == '/') {
            return readLineCommentIf(Feature.SLASH_COMMENTS);
        }
        if (next != '*') {
            return one(TokenKind.SYMBOL);
        }
        int mark = rules.has(Feature.EXECUTABLE_COMMENTS) ? executableMark() : 0;
        if (mark == 0) {
            return readBlockComment();
        }
        inExecutable = true;
        input.advance(mark);
        return TokenKind.OPEN_EXECUTABLE;
    }

    /**
     * The length of the {@code /*!} or {@code /*M!} that comes next, with its version, or 0. A
     * backslash after it is a command of the client, which mariadb-dump hides from servers so.
     */
    private int executableMark() throws IOException {
        int length = input.peek(2) == 'M' ? 3 : 2;
        if (input.peek(length) != '!') {
            return 0;
        }
        int next;
        do {
            length++;
            next = input.peek(length);
        } while (next >= 0 && ByteClass.DIGIT[next]);
        return next == '\\' ? 0 : length;
    }

    private TokenKind readStar() throws IOException {
        if (!inExecutable || input.peek(1) != '/') {
            return one(TokenKind.SYMBOL);
        }
        inExecutable = false;
        input.advance(2);
        return TokenKind.CLOSE_EXECUTABLE;
    }

    /** MariaDB and MySQL have {@code \N} for NULL. */
    private boolean beginsCommand() throws IOException {
        return rules.has(Feature.CLIENT_COMMANDS)
                || (rules.has(Feature.DELIMITER_COMMAND) && !inExecutable && input.peek(1) != 'N');
    }
}
