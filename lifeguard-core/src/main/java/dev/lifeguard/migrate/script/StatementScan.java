package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.error.InvalidScriptException;

/** Puts the tokens of one statement together. */
final class StatementScan {

    private static final long NONE = -1;

    private final ScriptInput input;
    private final Lexer lexer;
    private final LexerRules rules;
    private final boolean atomicBodies;
    private HeadCollector head = new HeadCollector();
    private Nesting nesting = new Nesting();
    private boolean routine;
    private long start = NONE;
    private long end;

    StatementScan(ScriptInput input, Lexer lexer, LexerRules rules) {
        this.input = input;
        this.lexer = lexer;
        this.rules = rules;
        atomicBodies = rules.has(Feature.ATOMIC_BODIES);
    }

    /** Whether a statement has begun. */
    boolean isOpen() {
        return start != NONE;
    }

    /** Where a comment here stands. */
    CommentPlace commentPlace() {
        return isOpen() ? CommentPlace.IN_STATEMENT : CommentPlace.BETWEEN_STATEMENTS;
    }

    /** Whether a semicolon here would end the statement. */
    boolean canEnd() {
        return nesting.isEmpty();
    }

    /** Takes the lexer's token, which is no comment. */
    void add(TokenKind kind) {
        if (start == NONE) {
            start = lexer.start();
        }
        end = lexer.end();
        head.add(kind, lexer);
        if (kind == TokenKind.OPEN) {
            nesting.open(lexer.start());
        } else if (kind == TokenKind.CLOSE) {
            nesting.close();
        }
        if (routine) {
            nesting.routineToken(lexer);
        } else if (atomicBodies) {
            routine = head.createsRoutine();
        }
    }

    /**
     * Ends the statement and begins anew.
     *
     * @throws InvalidScriptException if a parenthesis or block is not closed
     */
    ScriptItem.Statement finish() {
        requireClosed();
        ScriptItem.Statement statement =
                new ScriptItem.Statement(
                        input.text(start, end),
                        input.positionOf(start),
                        StatementForm.of(head.head(), rules));
        head = new HeadCollector();
        nesting = new Nesting();
        routine = false;
        start = NONE;
        return statement;
    }

    private void requireClosed() {
        if (nesting.openParenthesis() >= 0) {
            throw input.fault(
                    "The parenthesis that opens here is not closed. Add its closing ) .",
                    nesting.openParenthesis());
        }
        if (nesting.openBlock() >= 0) {
            throw input.fault(
                    "The block that begins here is not closed. Add its END.", nesting.openBlock());
        }
    }
}
