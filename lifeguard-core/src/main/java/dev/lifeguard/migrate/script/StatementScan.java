package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the tokens of one statement together. */
final class StatementScan {

    private static final long NONE = -1;

    private final ScriptInput input;
    private final Lexer lexer;
    private final LexerRules rules;
    private final Nesting nesting;
    private final QuotingSettings settings;
    private HeadCollector head;
    private SessionTrace trace;
    private ReachTrace reach;
    private Optional<CopyAsWritten> copyAsWritten = Optional.empty();
    private final boolean wonders;

    /** Where a brace stands that a dollar sign may be before, or {@link #NONE}. */
    private long placeholder = NONE;

    private @Nullable Undeclared undeclared;
    private long start = NONE;
    private long end;

    StatementScan(ScriptInput input, Lexer lexer, ScriptSource script) {
        this.input = input;
        this.lexer = lexer;
        this.rules = script.rules().sql();
        wonders = script.wonders();
        head = new HeadCollector(rules);
        trace = new SessionTrace(rules.grammar());
        reach = new ReachTrace(rules.grammar());
        nesting = new Nesting(rules);
        settings = new QuotingSettings(rules);
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

    /** Takes the lexer's token, which is no comment; a lone semicolon begins no statement. */
    void add(TokenKind kind) {
        if (start == NONE) {
            if (lexer.is(";")) {
                return;
            }
            start = lexer.start();
        }
        end = lexer.end();
        if (wonders) {
            findPlaceholder(kind);
        }
        head.add(kind, lexer);
        trace.add(kind, lexer);
        reach.add(kind, lexer);
        nesting.add(kind, lexer);
    }

    private void findPlaceholder(TokenKind kind) {
        if (kind == TokenKind.NAME) {
            String name = input.text(lexer.start(), lexer.end());
            int dollar = name.indexOf("${");
            String written = dollar < 0 ? "" : Undeclared.at(name, dollar);
            if (!written.isEmpty()) {
                throw input.fault(Undeclared.refusal(name, written), lexer.start());
            }
        } else if (kind == TokenKind.SYMBOL && undeclared == null && lexer.is("{")) {
            placeholder = lexer.start() - 1;
        } else if (placeholder != NONE && lexer.is("}")) {
            String written = input.text(placeholder, lexer.end());
            if (written.startsWith("${") && written.equals(Undeclared.at(written, 0))) {
                undeclared = new Undeclared(written, input.positionOf(placeholder));
            }
            placeholder = NONE;
        }
    }

    /** From here on each statement is a transaction of its own. */
    void endTransactionEachTime() {
        settings.ignoreLocal();
    }

    /** Whether SET LOCAL was taken to last beyond its statement, as in a transaction. */
    boolean followedLocal() {
        return settings.followedLocal();
    }

    /** The last COPY of the section that was not read as one because of a placeholder in it. */
    Optional<CopyAsWritten> copyAsWritten() {
        return copyAsWritten;
    }

    /** Begins anew, as in another section. */
    void reset() {
        settings.reset();
        copyAsWritten = Optional.empty();
    }

    /**
     * Ends the statement and begins anew; what it sets decides how the lexer goes on.
     *
     * @throws InvalidScriptException if a parenthesis, block or executed comment is not closed
     */
    ScriptItem.Statement finish() {
        Optional<Nesting.Open> open = nesting.open();
        if (open.isPresent()) {
            throw input.fault(open.get().message(), open.get().offset());
        }
        Head read = head.head();
        Optional<String> refusal =
                rules.grammar() == Grammar.POSTGRESQL
                        ? ClientSetting.refusal(read.again())
                        : HistoryThreat.refusal(read.again(), rules.grammar());
        if (refusal.isPresent()) {
            throw input.fault(refusal.get(), start);
        }
        ScriptItem.Statement statement =
                new ScriptItem.Statement(
                        input.text(start, end),
                        input.positionOf(start),
                        input.replaced(start, end),
                        new FactsReader(head, trace, reach, rules).form(),
                        undeclared);
        if (statement.form().copy() == CopyForm.NONE) {
            Optional<CopyAsWritten> inStatement = CopyAsWritten.in(statement);
            if (inStatement.isPresent()) {
                copyAsWritten = inStatement;
            }
        }
        lexer.use(settings.after(read, statement.form().control()));
        head = new HeadCollector(rules);
        trace = new SessionTrace(rules.grammar());
        reach = new ReachTrace(rules.grammar());
        nesting.reset();
        placeholder = NONE;
        undeclared = null;
        start = NONE;
        return statement;
    }
}
