package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.HeadToken.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that an INSERT adds as VALUES, counted over all of its tokens. A run needs none of this,
 * so it is no fact of a statement: it is read where somebody asks.
 *
 * @param table as in {@link Loss}
 * @param rows how many
 * @param calls whether a value is computed by a function of which it is not known what it does
 */
public record InsertedRows(String table, long rows, boolean calls) {

    private static final Set<String> VALUES = Set.of("VALUES", "VALUE");

    /** Functions that change nothing, and types, of those that often stand in values. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "COALESCE",
                    "CURRENT_TIMESTAMP",
                    "GEN_RANDOM_UUID",
                    "LOWER",
                    "NEXTVAL",
                    "NOW",
                    "NUMERIC",
                    "UPPER",
                    "VARCHAR");

    /**
     * What a statement inserts; empty for all but INSERT INTO, and where its rows are a query's, or
     * where rows that are there matter to it.
     */
    public static Optional<InsertedRows> of(SqlStatement statement, LexerRules rules) {
        if (!statement.facts().name().equals("INSERT")) {
            return Optional.empty();
        }
        List<HeadToken> tokens = new ArrayList<>();
        boolean calls = read(statement, rules, tokens);
        Head head = new Head(tokens);
        head.take();
        // Others, as INSERT OR REPLACE and INSERT IGNORE, may add fewer rows than they name.
        if (!head.take("INTO")) {
            return Optional.empty();
        }
        Optional<String> table = new NameReader(head, rules).qualified();
        return table.flatMap(
                it -> rows(head.rest()).map(rows -> new InsertedRows(it, rows, calls)));
    }

    private static Optional<Long> rows(Head behindTable) {
        while (!VALUES.contains(behindTable.peek().text())) {
            if (behindTable.isAtEnd() || behindTable.takeOneOf("SELECT", "WITH", "TABLE", "SET")) {
                return Optional.empty();
            }
            if (behindTable.take("DEFAULT", "VALUES")) {
                return Optional.of(1L);
            }
            if (behindTable.take("OVERRIDING")) {
                // SYSTEM VALUE, or USER VALUE.
                behindTable.take();
                behindTable.take();
            } else if (behindTable.peek().kind() == TokenKind.OPEN) {
                behindTable.takeGroup();
            } else {
                behindTable.take();
            }
        }
        behindTable.take();
        long rows = 0;
        do {
            behindTable.take("ROW");
            behindTable.takeGroup();
            rows++;
        } while (behindTable.takeSymbol(","));
        // ON CONFLICT, or MariaDB's ON DUPLICATE KEY.
        return behindTable.skipTo("ON") ? Optional.empty() : Optional.of(rows);
    }

    /**
     * Adds all tokens outside parentheses, and the parentheses; says whether a function is called.
     */
    private static boolean read(SqlStatement statement, LexerRules rules, List<HeadToken> tokens) {
        ScriptSource source =
                new ScriptSource(
                        ScriptContent.of("statement", statement.text()),
                        new ScriptRules(rules, Placeholders.NONE),
                        ScriptForm.UP_ONLY);
        int depth = 0;
        boolean calls = false;
        boolean name = false;
        try (ScriptInput input = ScriptInput.open(source, Place.START)) {
            Lexer lexer = new Lexer(input, rules);
            for (TokenKind kind = lexer.next(CommentPlace.IN_STATEMENT);
                    kind != TokenKind.END;
                    kind = lexer.next(CommentPlace.IN_STATEMENT)) {
                if (!isComment(kind)) {
                    HeadToken token = token(kind, lexer);
                    calls |= depth > 0 && name && kind == TokenKind.OPEN;
                    name = token.isNameOrWord() && !HARMLESS.contains(token.text());
                    depth -= kind == TokenKind.CLOSE ? 1 : 0;
                    if (depth == 0) {
                        tokens.add(token);
                    }
                    depth += kind == TokenKind.OPEN ? 1 : 0;
                }
                input.keepNothing();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return calls;
    }

    private static HeadToken token(TokenKind kind, Lexer lexer) {
        String written = lexer.text(Integer.MAX_VALUE);
        boolean word = kind == TokenKind.WORD;
        String text = word ? written.toUpperCase(Locale.ROOT) : written;
        return new HeadToken(kind, text, written, Extent.WHOLE);
    }

    private static boolean isComment(TokenKind kind) {
        return kind == TokenKind.LINE_COMMENT
                || kind == TokenKind.OTHER_LINE_COMMENT
                || kind == TokenKind.BLOCK_COMMENT;
    }
}
