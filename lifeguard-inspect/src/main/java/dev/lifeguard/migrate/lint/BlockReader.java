package dev.lifeguard.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the body of a DO block in PL/pgSQL of which each statement is known beforehand, and gives
 * up at anything else.
 *
 * <pre>
 * body       = [ DECLARE … ] block [ ; ]
 * block      = BEGIN statements [ EXCEPTION handlers ] END
 * statements = { block ; | IF condition THEN statements [ ELSE harmless ] END IF ;
 *              | EXECUTE 'text' ; | harmless | SQL ; }
 * harmless   = { NULL ; | RAISE … ; }
 * handlers   = { WHEN conditions THEN harmless }
 * </pre>
 */
final class BlockReader {

    private final String body;
    private final List<BlockToken> tokens;
    private final Predicate<String> isLookOnly;
    private final List<Part> parts = new ArrayList<>();
    private boolean hasVariables;
    private int at;

    /** Where a statement is in the body, and where its text comes from. */
    record Part(int start, int end, Origin origin) {}

    /** Who wrote a statement as what. */
    enum Origin {
        /** It stands in the block, where a name may be a variable's. */
        STATEMENT,
        /** It is a text that EXECUTE runs. */
        EXECUTED
    }

    private BlockReader(String body, Predicate<String> isLookOnly) {
        this.body = body;
        this.tokens = BlockToken.of(body);
        this.isLookOnly = isLookOnly;
    }

    /**
     * What a body runs.
     *
     * @param parts its statements, in their order
     * @param hasVariables whether names in statements may be variables
     */
    record Read(List<Part> parts, boolean hasVariables) {}

    /**
     * Reads one; empty where it does more than that.
     *
     * @param isLookOnly whether a condition does nothing but look into the catalogue
     */
    static Optional<Read> read(String body, Predicate<String> isLookOnly) {
        BlockReader reader = new BlockReader(body, isLookOnly);
        return reader.isKnown()
                ? Optional.of(new Read(reader.parts, reader.hasVariables))
                : Optional.empty();
    }

    private boolean isKnown() {
        if (take("DECLARE")) {
            hasVariables = true;
            while (at < tokens.size() && !(isWord("BEGIN") && tokens.get(at - 1).is(";"))) {
                at++;
            }
        }
        if (!block()) {
            return false;
        }
        take(";");
        return at == tokens.size() && !parts.isEmpty();
    }

    private boolean block() {
        return take("BEGIN") && statements() && (!take("EXCEPTION") || handlers()) && take("END");
    }

    private boolean statements() {
        while (at < tokens.size() && !isWord("END") && !isWord("EXCEPTION") && !isWord("ELSE")) {
            if (!statement()) {
                return false;
            }
        }
        return at < tokens.size();
    }

    private boolean statement() {
        if (isWord("BEGIN")) {
            return block() && take(";");
        }
        if (take("IF")) {
            return condition() && statements() && (!take("ELSE") || harmless()) && endIf();
        }
        if (isHarmless()) {
            return passTo(";");
        }
        if (take("EXECUTE")) {
            return executed();
        }
        int start = at;
        return passTo(";")
                && parts.add(
                        new Part(
                                tokens.get(start).start(),
                                tokens.get(at - 1).start(),
                                Origin.STATEMENT));
    }

    private boolean endIf() {
        return take("END") && take("IF") && take(";");
    }

    /** A CASE has a THEN of its own. */
    private boolean condition() {
        int start = at;
        while (at < tokens.size() && !isWord("THEN") && !isWord("CASE") && !isWord(";")) {
            at++;
        }
        return at > start
                && isWord("THEN")
                && isLookOnly.test(
                        body.substring(tokens.get(start).start(), tokens.get(at).start()))
                && take("THEN");
    }

    private boolean executed() {
        if (at >= tokens.size()) {
            return false;
        }
        BlockToken text = tokens.get(at++);
        Optional<BlockToken> content = text.content();
        return content.isPresent()
                && take(";")
                && parts.add(new Part(content.get().start(), content.get().end(), Origin.EXECUTED));
    }

    private boolean isHarmless() {
        return isWord("NULL") || isWord("RAISE");
    }

    private boolean harmless() {
        while (isHarmless()) {
            if (!passTo(";")) {
                return false;
            }
        }
        return true;
    }

    private boolean handlers() {
        while (take("WHEN")) {
            if (!passTo("THEN") || !harmless()) {
                return false;
            }
        }
        return isWord("END");
    }

    /** Goes behind the next of these words. */
    private boolean passTo(String word) {
        while (at < tokens.size()) {
            if (tokens.get(at++).is(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWord(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean take(String word) {
        if (!isWord(word)) {
            return false;
        }
        at++;
        return true;
    }

    /**
     * A word, a semicolon, a text or another sign of a body.
     *
     * @param text in capitals where it is a word
     */
    record BlockToken(String text, int start, int end) {

        /** Those of a body, without comments. */
        static List<BlockToken> of(String body) {
            List<BlockToken> tokens = new ArrayList<>();
            int at = 0;
            while (at < body.length()) {
                int end = BlockLexer.end(body, at);
                if (!BlockLexer.isBlank(body, at)) {
                    String text = body.substring(at, end);
                    tokens.add(new BlockToken(text.toUpperCase(Locale.ROOT), at, end));
                }
                at = end;
            }
            return tokens;
        }

        boolean is(String word) {
            return text.equals(word);
        }

        /** What stands between the quotes of a text, where it is what it means. */
        Optional<BlockToken> content() {
            int quote = text.startsWith("'") ? 1 : BlockLexer.dollarQuote(text, 0).length();
            boolean whole = quote > 0 && text.length() >= 2 * quote;
            if (!whole) {
                return Optional.empty();
            }
            String inner = text.substring(quote, text.length() - quote);
            return quote == 1 && (inner.contains("'") || inner.contains("\\"))
                    ? Optional.empty()
                    : Optional.of(new BlockToken(inner, start + quote, end - quote));
        }
    }
}
