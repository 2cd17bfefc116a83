package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.BatchStatement.From;
import dev.lifeguard.migrate.script.BatchStatement.Part;
import dev.lifeguard.migrate.script.BatchStatement.Text;
import dev.lifeguard.migrate.script.BatchStatement.To;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the conditions {@code key > :from} and {@code key <= :to} among the tokens of a statement.
 *
 * <p>They are whole conditions of the statement, since the first batch has no lower bound: what
 * stands behind one is the end, a parenthesis or a word, and never an operator.
 */
final class BatchConditions {

    private static final Set<String> VERBS = Set.of("UPDATE", "DELETE", "INSERT");
    private static final Set<String> BEFORE = Set.of("WHERE", "AND", "ON");

    /**
     * A key as a condition names it.
     *
     * @param first the index of its first token
     * @param columns its parts
     */
    private record Key(int first, List<String> columns) {}

    private final BatchTerms terms;
    private final SqlStatement statement;
    private final ScriptSource script;
    private final byte[] bytes;
    private final List<BatchToken> tokens = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private boolean from;
    private boolean to;

    BatchConditions(BatchTerms terms, SqlStatement statement, ScriptSource script) {
        this.terms = terms;
        this.statement = statement;
        this.script = script;
        this.bytes = statement.text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The parts of the statement.
     *
     * @throws InvalidScriptException when it is none that can run in batches
     */
    List<Part> parts() {
        read();
        requireVerb();
        int cut = 0;
        for (int at = 0; at + 1 < tokens.size(); at++) {
            String bound = bound(at);
            if (bound.isEmpty()) {
                continue;
            }
            Key key = key(at, bound);
            requireWhole(at, bound);
            requireJoined(key, at, bound);
            int start = tokens.get(key.first()).start();
            parts.add(new Text(text(cut, start)));
            String written = text(start, tokens.get(at + 1).end());
            parts.add(
                    bound.equals("from")
                            ? new From(key.columns(), written)
                            : new To(key.columns(), written));
            from |= bound.equals("from");
            to |= bound.equals("to");
            cut = tokens.get(at + 1).end();
        }
        if (!from || !to) {
            throw fault(
                    "The statement has no condition on %s. %s"
                            .formatted(from ? ":to" : ":from", form()),
                    0);
        }
        parts.add(new Text(text(cut, bytes.length)));
        return parts;
    }

    private void read() {
        ScriptSource source =
                new ScriptSource(
                        ScriptContent.of(script.content().fileName(), statement.text()),
                        new ScriptRules(script.rules().sql(), Placeholders.NONE),
                        ScriptForm.UP_ONLY);
        try (ScriptInput input = ScriptInput.open(source, Place.START)) {
            Lexer lexer = new Lexer(input, script.rules().sql());
            for (TokenKind kind = lexer.next(CommentPlace.IN_STATEMENT);
                    kind != TokenKind.END;
                    kind = lexer.next(CommentPlace.IN_STATEMENT)) {
                int start = Math.toIntExact(lexer.start());
                int end = Math.toIntExact(lexer.end());
                if (kind != TokenKind.LINE_COMMENT
                        && kind != TokenKind.OTHER_LINE_COMMENT
                        && kind != TokenKind.BLOCK_COMMENT) {
                    tokens.add(new BatchToken(kind, text(start, end), start, end));
                }
                input.keepNothing();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The table that is changed; known behind {@link #parts}. */
    Optional<String> target() {
        return new BatchTarget(tokens, statement.summary())
                .place()
                .map(place -> text(place.start(), place.end()));
    }

    private void requireVerb() {
        if (!VERBS.contains(statement.summary()) || statement.kind() != StatementKind.ORDINARY) {
            throw fault(
                    "A section with \"-- lifeguard:batch\" holds one UPDATE, DELETE or INSERT …"
                            + " SELECT without RETURNING, and this is none.",
                    0);
        }
    }

    /** The name of the bound that begins at a token, or nothing. */
    private String bound(int at) {
        BatchToken colon = tokens.get(at);
        BatchToken name = tokens.get(at + 1);
        boolean isBound =
                colon.is(":")
                        && colon.touches(name)
                        && name.kind() == TokenKind.WORD
                        && (at == 0 || !tokens.get(at - 1).is(":"));
        if (isBound && name.text().equalsIgnoreCase("from")) {
            return "from";
        }
        return isBound && name.text().equalsIgnoreCase("to") ? "to" : "";
    }

    private Key key(int colon, String bound) {
        int operator = bound.equals("from") ? operator(colon, ">") : operator(colon, "<", "=");
        int last = operator - 1;
        if (operator < 1 || isSymbol(last)) {
            throw notOfForm(colon, bound);
        }
        Key key =
                tokens.get(last).kind() == TokenKind.CLOSE
                        ? group(last, colon, bound)
                        : column(last);
        if (!mayBegin(key.first())) {
            throw notOfForm(colon, bound);
        }
        requireTerms(key, colon);
        return key;
    }

    /** A condition begins behind a word that is before one, or a parenthesis. */
    private boolean mayBegin(int first) {
        if (first == 0) {
            return false;
        }
        BatchToken before = tokens.get(first - 1);
        return before.kind() == TokenKind.OPEN
                || (before.kind() == TokenKind.WORD
                        && BEFORE.contains(before.text().toUpperCase(Locale.ROOT)));
    }

    /** The index of the operator's first character, or -1. */
    private int operator(int colon, String... symbols) {
        int first = colon - symbols.length;
        for (int at = 0; at < symbols.length; at++) {
            if (first < 0 || !tokens.get(first + at).is(symbols[at])) {
                return -1;
            }
        }
        return first;
    }

    private boolean isSymbol(int at) {
        return tokens.get(at).kind() == TokenKind.SYMBOL;
    }

    /** A column, with what qualifies it. */
    private Key column(int last) {
        int first = last;
        while (first >= 2 && tokens.get(first - 1).is(".") && tokens.get(first - 2).isName()) {
            first -= 2;
        }
        return new Key(first, List.of(text(tokens.get(first).start(), tokens.get(last).end())));
    }

    /** Columns in parentheses. */
    private Key group(int close, int colon, String bound) {
        List<String> columns = new ArrayList<>();
        int at = close - 1;
        while (at >= 0 && tokens.get(at).isName()) {
            Key column = column(at);
            columns.addFirst(column.columns().getFirst());
            at = column.first() - 1;
            if (at < 0 || !tokens.get(at).is(",")) {
                break;
            }
            at--;
        }
        if (columns.isEmpty() || at < 0 || tokens.get(at).kind() != TokenKind.OPEN) {
            throw notOfForm(colon, bound);
        }
        return new Key(at, columns);
    }

    private void requireTerms(Key key, int colon) {
        List<String> wanted = terms.key();
        boolean same = key.columns().size() == wanted.size();
        for (int at = 0; same && at < wanted.size(); at++) {
            same = BatchStatement.isSameName(lastName(key.columns().get(at)), wanted.get(at));
        }
        if (!same) {
            throw fault(
                    "This condition is on %s, and the key of the batches is %s. %s"
                            .formatted(
                                    String.join(", ", key.columns()),
                                    String.join(", ", wanted),
                                    form()),
                    colon);
        }
    }

    private static String lastName(String qualified) {
        char quote = qualified.charAt(qualified.length() - 1);
        int from =
                "\"`]".indexOf(quote) < 0
                        ? qualified.lastIndexOf('.') + 1
                        : qualified.lastIndexOf(quote == ']' ? '[' : quote, qualified.length() - 2);
        return qualified.substring(from);
    }

    /** Whatever stands behind it must not make it a part of another expression. */
    private void requireWhole(int colon, String bound) {
        if (colon + 2 >= tokens.size()) {
            return;
        }
        if (!JoinedConditions.endsBefore(tokens.get(colon + 2))) {
            throw notOfForm(colon, bound);
        }
    }

    private void requireJoined(Key key, int colon, String bound) {
        if (!new JoinedConditions(tokens).holds(key.first(), colon + 1)) {
            throw fault(
                    ("The condition on \":%s\" does not hold for each row that is changed, so that"
                         + " others would be changed in every batch. Join it with AND, and put"
                         + " conditions with OR in parentheses of their own.")
                            .formatted(bound),
                    colon);
        }
        Optional<String> refusal =
                new BatchPlace(new BatchTokens(tokens)).refusal(key.first(), colon + 1);
        if (refusal.isPresent()) {
            throw fault("The condition on \":%s\" %s".formatted(bound, refusal.get()), colon);
        }
    }

    private InvalidScriptException notOfForm(int colon, String bound) {
        return fault(
                "\":%s\" does not stand in a condition of its own on the key. %s"
                        .formatted(bound, form()),
                colon);
    }

    private String form() {
        String key = String.join(", ", terms.key());
        return "Write the condition as \"%1$s > :from AND %1$s <= :to\"."
                .formatted(terms.key().size() == 1 ? key : "(" + key + ")");
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private InvalidScriptException fault(String message, int token) {
        int start = tokens.isEmpty() ? 0 : tokens.get(token).start();
        String before = text(0, start);
        return statement
                .positionAt(before.codePointCount(0, before.length()))
                .fault(message, script.content().fileName());
    }
}
