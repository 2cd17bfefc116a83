package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.HeadToken.Extent;
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

    /** A name of 63 letters, each of them as an escape of eight characters. */
    private static final int LONGEST_NAME = 520;

    /** Each action of an ALTER TABLE counts. */
    private static final int MOST_OF_ALTER = 4096;

    /** Statements of which the first word tells everything; they are the most frequent ones. */
    private static final Set<String> TOLD_BY_FIRST_WORD =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "COMMENT");

    private final List<HeadToken> tokens = new ArrayList<>();
    private final boolean anyCase;
    private int mostOutside = MOST_OUTSIDE;
    private int outside;
    private int inGroup;
    private int depth;
    private boolean cut;
    private boolean returning;

    /** For statements of a database to which the case of a word means nothing, or perhaps does. */
    HeadCollector(LexerRules rules) {
        anyCase = rules.grammar() == Grammar.POSTGRESQL;
    }

    void add(TokenKind kind, Lexer lexer) {
        if (outside >= mostOutside) {
            cut = true;
            if (mostOutside == 1 && kind == TokenKind.WORD && lexer.is("RETURNING")) {
                returning = true;
            }
            return;
        }
        if (kind == TokenKind.OPEN_EXECUTABLE || kind == TokenKind.CLOSE_EXECUTABLE) {
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
            if (outside == 1) {
                mostOutside = most(token.text());
            }
        } else if (depth == 1 && !bracket && inGroup < MOST_IN_GROUP) {
            inGroup++;
            tokens.add(token(kind, lexer));
        }
        if (kind == TokenKind.OPEN) {
            depth++;
        }
    }

    private static int most(String firstWord) {
        if (TOLD_BY_FIRST_WORD.contains(firstWord)) {
            return 1;
        }
        return firstWord.equals("ALTER") ? MOST_OF_ALTER : MOST_OUTSIDE;
    }

    /** Whether a statement that is told by its first word has the word RETURNING further on. */
    boolean hasReturning() {
        return returning;
    }

    /** What was collected so far. */
    Head head() {
        if (cut && mostOutside > 1) {
            List<HeadToken> all = new ArrayList<>(tokens);
            all.add(HeadToken.FURTHER);
            return new Head(all);
        }
        return new Head(tokens);
    }

    private HeadToken token(TokenKind kind, Lexer lexer) {
        int most = kind == TokenKind.NAME ? LONGEST_NAME : LONGEST;
        Extent extent = lexer.end() - lexer.start() > most ? Extent.CUT : Extent.WHOLE;
        String text = kind == TokenKind.WORD ? lexer.upperText(most) : lexer.text(most);
        String written = anyCase || kind != TokenKind.WORD ? text : lexer.text(most);
        return new HeadToken(kind, text, written, extent);
    }
}
