package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a script item by item, and never more of it than the item. */
final class ScriptScanner implements Closeable {

    private final ScriptInput input;
    private final Lexer lexer;
    private final StatementScan statement;
    private final CommentReader comments;
    private final ClientCommandReader commands;

    /** The item after a statement that ended without a semicolon. */
    private @Nullable ScriptItem held;

    /** The data that follows the last statement, if that is a COPY. */
    private @Nullable CopyData data;

    private ScriptScanner(ScriptInput input, ScriptSource script) {
        LexerRules rules = script.rules().sql();
        this.input = input;
        lexer = new Lexer(input, rules);
        statement = new StatementScan(input, lexer, script);
        comments = new CommentReader(input, lexer, script.form());
        commands = new ClientCommandReader(input, lexer, rules);
    }

    /** Begins to read at a place; the caller closes the scanner. */
    static ScriptScanner open(ScriptSource script, Place start) throws IOException {
        return new ScriptScanner(ScriptInput.open(script, start), script);
    }

    /**
     * Reads the next item; what was not read of a COPY's data is passed over.
     *
     * @throws InvalidScriptException if the script cannot be read
     */
    ScriptItem next() throws IOException {
        skipData();
        ScriptItem first = held;
        if (first != null) {
            held = null;
            return first;
        }
        while (true) {
            Optional<ScriptItem> item = accept(lexer.next(statement.commentPlace()));
            if (!statement.isOpen()) {
                input.keepNothing();
            }
            if (item.isPresent()) {
                return item.get();
            }
        }
    }

    /** From here to the end of the section each statement is a transaction of its own. */
    void endTransactionEachTime() {
        statement.endTransactionEachTime();
    }

    /** Where the scanner is. */
    Place place() {
        return new Place(input.inFile(input.offset()), input.positionOf(input.offset()));
    }

    /** The data of the COPY that was the last item. */
    InputStream copyData() {
        CopyData current = data;
        if (current == null) {
            throw new IllegalStateException("The last statement has no data in the script");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private Optional<ScriptItem> accept(TokenKind kind) throws IOException {
        if (commands.pass(kind, statement.commentPlace(), statement.copyAsWritten())) {
            return Optional.empty();
        }
        return switch (kind) {
            case LINE_COMMENT -> afterStatement(comments.readLine(statement.commentPlace()));
            case OTHER_LINE_COMMENT, BLOCK_COMMENT -> comments.checkOther(statement.commentPlace());
            case SEMICOLON -> semicolon();
            case END ->
                    afterStatement(Optional.of(new ScriptItem.End(input.inFile(lexer.start()))));
            case WORD,
                    NAME,
                    STRING,
                    DOLLAR_STRING,
                    NUMBER,
                    SYMBOL,
                    OPEN,
                    CLOSE,
                    OPEN_EXECUTABLE,
                    CLOSE_EXECUTABLE,
                    BACKSLASH -> {
                statement.add(kind);
                yield Optional.empty();
            }
        };
    }

    private Optional<ScriptItem> semicolon() throws IOException {
        if (!statement.isOpen()) {
            return Optional.empty();
        }
        if (!statement.canEnd()) {
            statement.add(TokenKind.SEMICOLON);
            return Optional.empty();
        }
        ScriptItem.Statement finished = finish();
        if (finished.form().copy() == CopyForm.FROM_STDIN) {
            data = CopyData.afterSemicolon(input, lexer, finished.start());
        }
        return Optional.of(checked(finished));
    }

    /** An item from a comment or the end; a statement that it ends comes before it. */
    private Optional<ScriptItem> afterStatement(Optional<ScriptItem> item) {
        if (item.isEmpty() || item.get() instanceof ScriptItem.AlmostMarker) {
            return item;
        }
        boolean isBreak = item.get() instanceof ScriptItem.Break;
        if (!statement.isOpen()) {
            follow(item.get());
            return isBreak ? Optional.empty() : item;
        }
        ScriptItem.Statement finished = finish();
        if (finished.form().copy() == CopyForm.FROM_STDIN) {
            throw CopyData.missing(input, finished.start());
        }
        ScriptItem checked = checked(finished);
        follow(item.get());
        held = isBreak ? null : item.get();
        return Optional.of(checked);
    }

    private ScriptItem checked(ScriptItem.Statement finished) {
        if (!finished.form().runsOutside()) {
            return finished;
        }
        if (statement.followedLocal()) {
            return new ScriptItem.OutsideAfterLocal(finished.form().name(), finished.start());
        }
        statement.endTransactionEachTime();
        return finished;
    }

    private void follow(ScriptItem item) {
        if (item instanceof ScriptItem.Marker) {
            lexer.resumeAtSection();
            statement.reset();
        }
        if (item instanceof ScriptItem.PlacedDirective placed
                && placed.directive() instanceof Directive.NoTransaction) {
            statement.endTransactionEachTime();
        }
    }

    private ScriptItem.Statement finish() {
        ScriptItem.Statement finished = statement.finish();
        Optional<String> refusal = finished.form().copy().refusal();
        if (refusal.isPresent()) {
            throw input.fault(refusal.get(), finished.start());
        }
        return finished;
    }

    private void skipData() throws IOException {
        if (data != null) {
            data.close();
            data = null;
            lexer.resumeAtLineStart();
        }
    }
}
