package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what in a script is meant for a database's client: its commands. */
final class ClientCommandReader {

    private static final int LONGEST_DELIMITER = 64;

    private static final String QUOTES = "'\"`";

    /** What is a delimiter also in the middle of a statement, where DELIMITER could be a name. */
    private static final Pattern SURELY_DELIMITER =
            Pattern.compile("['\"`]?[$/;|#!%^&~@\\\\]+['\"`]?");

    private final ScriptInput input;
    private final Lexer lexer;
    private final LexerRules rules;
    private final boolean delimiterCommand;

    ClientCommandReader(ScriptInput input, Lexer lexer, LexerRules rules) {
        this.input = input;
        this.lexer = lexer;
        this.rules = rules;
        delimiterCommand = rules.has(Feature.DELIMITER_COMMAND);
    }

    /**
     * Passes over a command if the lexer's token begins one.
     *
     * @param before a COPY above, the data of which the command may belong to
     * @return false if it does not
     * @throws InvalidScriptException unless the command is one that a script may hold
     */
    boolean pass(TokenKind kind, CommentPlace place, Optional<CopyAsWritten> before)
            throws IOException {
        if (kind == TokenKind.BACKSLASH) {
            passBackslash(place, before);
            return true;
        }
        if (kind == TokenKind.WORD) {
            return delimiterCommand && passWord(place);
        }
        if (kind == TokenKind.SYMBOL && place == CommentPlace.BETWEEN_STATEMENTS) {
            checkSymbol();
        }
        return false;
    }

    private void passBackslash(CommentPlace place, Optional<CopyAsWritten> before)
            throws IOException {
        int next = input.peek();
        if (delimiterCommand) {
            input.advance(next > ' ' ? 1 : 0);
            throw refusal(ClientCommand.Client.MYSQL, Optional.empty());
        }
        if (next >= 0 && ByteClass.WORD[next]) {
            input.skipWhile(ByteClass.WORD);
        } else if (next > ' ') {
            input.advance(1);
        }
        boolean alone = lexer.isFirstOnLine() && place == CommentPlace.BETWEEN_STATEMENTS;
        if (!alone || !ClientCommand.isHarmless(input.text(lexer.end(), input.offset()))) {
            throw refusal(ClientCommand.Client.PSQL, before);
        }
        input.skipTo('\n', '\n');
    }

    private boolean passWord(CommentPlace place) throws IOException {
        if (place == CommentPlace.IN_STATEMENT) {
            if (lexer.isFirstOnLine() && lexer.is("DELIMITER")) {
                checkNoDelimiter();
            }
            return false;
        }
        if (lexer.isFirstOnLine() && (lexer.is("SOURCE") || lexer.is("SYSTEM"))) {
            throw input.fault(
                    ClientCommand.refusal(
                            ClientCommand.Client.MYSQL, lexer.text(64), Optional.empty()),
                    lexer.start());
        }
        if (!lexer.is("DELIMITER")) {
            return false;
        }
        String delimiter = argument(restOfLine());
        if (delimiter.isEmpty() || delimiter.indexOf('\\') >= 0) {
            throw input.fault(
                    "DELIMITER needs behind it what ends a statement from here on, without a"
                            + " backslash, and between two equal quotes or none. Write DELIMITER //"
                            + " or the like.",
                    lexer.start());
        }
        lexer.use(delimiter.equals(";") ? Delimiter.SEMICOLON : new Delimiter(delimiter));
        return true;
    }

    private void checkNoDelimiter() throws IOException {
        int length = 0;
        int next = input.peek();
        while (length < LONGEST_DELIMITER && next >= 0 && next != '\n') {
            length++;
            next = input.peek(length);
        }
        String rest = input.text(input.offset(), input.offset() + length).strip();
        if (SURELY_DELIMITER.matcher(rest).matches()) {
            throw input.fault(
                    "DELIMITER stands in the middle of a statement. End the statement above it.",
                    lexer.start());
        }
    }

    /** The first word, or what is between quotes; empty where these are not closed. */
    private static String argument(String text) {
        if (text.isEmpty() || QUOTES.indexOf(text.charAt(0)) < 0) {
            return text.split("\\s", 2)[0];
        }
        int closing = text.indexOf(text.charAt(0), 1);
        return closing < 0 ? "" : text.substring(1, closing);
    }

    /** What is behind the token on its line, and passes over the line. */
    private String restOfLine() throws IOException {
        input.skipWhile(ByteClass.BLANK_IN_LINE);
        long from = input.offset();
        input.skipTo('\n', '\n');
        String rest = input.text(from, Math.min(input.offset(), from + LONGEST_DELIMITER));
        return rest.strip();
    }

    private void checkSymbol() throws IOException {
        if (rules.has(Feature.DOT_COMMANDS) && lexer.is(".")) {
            input.skipWhile(ByteClass.WORD);
            throw refusal(ClientCommand.Client.SQLITE3, Optional.empty());
        }
    }

    private InvalidScriptException refusal(
            ClientCommand.Client client, Optional<CopyAsWritten> before) {
        String command = input.text(lexer.start(), input.offset());
        return input.fault(ClientCommand.refusal(client, command, before), lexer.start());
    }
}
