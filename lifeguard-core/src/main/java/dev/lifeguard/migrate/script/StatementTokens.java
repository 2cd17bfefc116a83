package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.HeadToken.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All tokens of a statement that is no change or query of rows, which may be long. */
final class StatementTokens {

    private static final Set<String> OF_ROWS =
            Set.of(
                    "COMMENT", "COPY", "DELETE", "INSERT", "MERGE", "REPLACE", "SELECT", "UPDATE",
                    "VALUES", "WITH");

    private StatementTokens() {}

    /**
     * Those of a text, without comments; none of a change or query of rows.
     *
     * @throws InvalidScriptException if a quote or a comment is not closed
     */
    static List<HeadToken> of(String text, LexerRules rules) {
        ScriptSource source =
                new ScriptSource(
                        ScriptContent.of("statement", text),
                        new ScriptRules(rules, Placeholders.NONE),
                        ScriptForm.UP_ONLY);
        List<HeadToken> tokens = new ArrayList<>();
        try (ScriptInput input = ScriptInput.open(source, Place.START)) {
            Lexer lexer = new Lexer(input, rules);
            for (TokenKind kind = lexer.next(CommentPlace.IN_STATEMENT);
                    kind != TokenKind.END;
                    kind = lexer.next(CommentPlace.IN_STATEMENT)) {
                if (tokens.isEmpty() && OF_ROWS.contains(lexer.upperText(7))) {
                    return List.of();
                }
                if (isPart(kind)) {
                    tokens.add(token(kind, lexer));
                }
                input.keepNothing();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return tokens;
    }

    /** Whether it is one that the server reads as a part of the statement. */
    private static boolean isPart(TokenKind kind) {
        return switch (kind) {
            case WORD, NAME, STRING, DOLLAR_STRING, NUMBER, SYMBOL, OPEN, CLOSE, SEMICOLON -> true;
            case OPEN_EXECUTABLE,
                    CLOSE_EXECUTABLE,
                    LINE_COMMENT,
                    OTHER_LINE_COMMENT,
                    BLOCK_COMMENT,
                    BACKSLASH,
                    END ->
                    false;
        };
    }

    private static HeadToken token(TokenKind kind, Lexer lexer) {
        String written = lexer.text(Integer.MAX_VALUE);
        boolean word = kind == TokenKind.WORD;
        return new HeadToken(
                kind, word ? written.toUpperCase(Locale.ROOT) : written, written, Extent.WHOLE);
    }
}
