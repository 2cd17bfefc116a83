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
 * The rows that an INSERT gives as VALUES, counted over all of its tokens. A run needs none of
 * this, so it is no fact of a statement: it is read where somebody asks.
 *
 * @param table as in {@link Loss}
 * @param rows how many the statement names; some of them may have been there before
 */
public record InsertedRows(String table, long rows) {

    private static final Set<String> VERBS = Set.of("INSERT", "REPLACE");
    private static final Set<String> VALUES = Set.of("VALUES", "VALUE");

    /** What stands between the verb and the table: of MariaDB, and of SQLite. */
    private static final Set<String> BEFORE_TABLE =
            Set.of(
                    "LOW_PRIORITY",
                    "DELAYED",
                    "HIGH_PRIORITY",
                    "IGNORE",
                    "OR",
                    "ROLLBACK",
                    "ABORT",
                    "FAIL",
                    "REPLACE",
                    "INTO");

    /**
     * What a statement inserts; empty for all but INSERT and REPLACE, and where its rows are a
     * query's, or where it changes rows that are there.
     */
    public static Optional<InsertedRows> of(SqlStatement statement, LexerRules rules) {
        if (!VERBS.contains(statement.facts().name())) {
            return Optional.empty();
        }
        List<HeadToken> tokens = tokens(statement, rules);
        Head head = new Head(tokens);
        head.take();
        while (BEFORE_TABLE.contains(head.peek().text())) {
            head.take();
        }
        Optional<String> table = new NameReader(head, rules).qualified();
        return table.flatMap(it -> rows(head.rest()).map(rows -> new InsertedRows(it, rows)));
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
        // ON CONFLICT … DO UPDATE, or MariaDB's ON DUPLICATE KEY UPDATE.
        return behindTable.skipTo("UPDATE") ? Optional.empty() : Optional.of(rows);
    }

    /** All tokens outside parentheses, and the parentheses themselves. */
    private static List<HeadToken> tokens(SqlStatement statement, LexerRules rules) {
        ScriptSource source =
                new ScriptSource(
                        ScriptContent.of("statement", statement.text()),
                        new ScriptRules(rules, Placeholders.NONE),
                        ScriptForm.UP_ONLY);
        List<HeadToken> tokens = new ArrayList<>();
        int depth = 0;
        try (ScriptInput input = ScriptInput.open(source, Place.START)) {
            Lexer lexer = new Lexer(input, rules);
            for (TokenKind kind = lexer.next(CommentPlace.IN_STATEMENT);
                    kind != TokenKind.END;
                    kind = lexer.next(CommentPlace.IN_STATEMENT)) {
                depth -= kind == TokenKind.CLOSE ? 1 : 0;
                if (depth == 0 && !isComment(kind)) {
                    tokens.add(token(kind, lexer));
                }
                depth += kind == TokenKind.OPEN ? 1 : 0;
                input.keepNothing();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return tokens;
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
