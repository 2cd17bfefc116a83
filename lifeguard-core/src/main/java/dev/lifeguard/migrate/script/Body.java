package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;

/** The statements inside a statement, as far as its end depends on them. */
sealed interface Body permits AtomicBody, CompoundBody, TriggerBody, Body.Absent {

    /** That no block is open. */
    long NONE = -1;

    /** That of a statement that holds no others. */
    Body ABSENT = new Absent();

    /** Takes note of the lexer's token, which is not inside parentheses. */
    void add(TokenKind kind, Lexer lexer);

    /** Where the innermost open block begins, or {@link #NONE}. */
    long openBlock();

    /** What follows the bodies of the statement that begins with the lexer's token. */
    static Body of(LexerRules rules, Lexer lexer) {
        boolean plain = lexer.is("INSERT") || lexer.is("UPDATE") || lexer.is("SELECT");
        if (plain || !lexer.endsAtSemicolon()) {
            return ABSENT;
        }
        if (rules.has(Feature.ATOMIC_BODIES)) {
            return new AtomicBody();
        }
        if (rules.has(Feature.COMPOUND_BODIES)) {
            return new CompoundBody();
        }
        return rules.has(Feature.TRIGGER_BODIES) ? new TriggerBody() : ABSENT;
    }

    /** No body. */
    record Absent() implements Body {

        @Override
        public void add(TokenKind kind, Lexer lexer) {}

        @Override
        public long openBlock() {
            return NONE;
        }
    }
}
