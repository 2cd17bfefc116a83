package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One statement of a section.
 *
 * @param number from 1 in its section, a COPY counted like any other
 * @param text from its first token to its last, without the closing semicolon, otherwise exactly as
 *     in the file, but with the values of placeholders
 * @param start where its first token begins
 * @param facts what it means
 * @param replaced where in the text the values of placeholders are
 */
public record SqlStatement(
        int number, String text, Position start, StatementFacts facts, List<Replaced> replaced) {

    /** What the session that a statement ran in may keep of it, as far as its text tells. */
    public enum Leaves {
        /** Nothing, for certain; but a trigger may do anything. */
        NOTHING,
        /** Settings. */
        SETTINGS,
        /** Whatever a session can keep: it is not known. */
        ANYTHING;

        /** What it may keep of all of them. */
        public static Leaves ofAll(List<SqlStatement> statements) {
            Leaves all = NOTHING;
            for (SqlStatement statement : statements) {
                all = all.or(statement.leaves());
            }
            return all;
        }

        /** What it may keep of both. */
        public Leaves or(Leaves other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Copies the list. */
    public SqlStatement {
        replaced = List.copyOf(replaced);
    }

    /**
     * The value of a placeholder in the text.
     *
     * @param at the index of its first code point, from 0
     * @param length its code points
     * @param written the placeholder in the file, or a dollar sign that makes one text
     */
    public record Replaced(int at, int length, String written) {}

    /** The same statement with another number. */
    public SqlStatement numbered(int other) {
        return new SqlStatement(other, text, start, facts, replaced);
    }

    /** What running it takes. */
    public StatementKind kind() {
        return facts.kind();
    }

    /** A short name in upper case, such as {@code CREATE INDEX CONCURRENTLY}, for messages. */
    public String summary() {
        return facts.name();
    }

    /** What it leaves where it runs outside a transaction. */
    public Effect effect() {
        return facts.effect();
    }

    /** What its session may keep of it. */
    public Leaves leaves() {
        return facts.leaves();
    }

    /** Whether its text holds a name, in any case and anywhere: in a string or comment, too. */
    public boolean mentions(String name) {
        return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    /** The text as it is in the file, with placeholders in place of their values. */
    public String written() {
        StringBuilder written = new StringBuilder();
        int index = 0;
        int counted = 0;
        for (Replaced it : replaced) {
            int at = text.offsetByCodePoints(index, it.at() - counted);
            written.append(text, index, at).append(it.written());
            index = text.offsetByCodePoints(at, it.length());
            counted = it.at() + it.length();
        }
        return written.append(text, index, text.length()).toString();
    }

    /**
     * The place in the file of a character of {@link #text}, for an error position that the server
     * tells. In the value of a placeholder it is the placeholder's.
     *
     * @param codePoints the character's index in code points, from 0; behind the end means the end
     */
    public Position positionAt(int codePoints) {
        LineCounter counter = new LineCounter(start);
        int index = 0;
        int counted = 0;
        for (Replaced it : replaced) {
            if (it.at() >= codePoints) {
                break;
            }
            index = count(counter, index, it.at() - counted);
            if (it.at() + it.length() > codePoints) {
                return counter.position();
            }
            counter.skip(it.written().length());
            index = text.offsetByCodePoints(index, it.length());
            counted = it.at() + it.length();
        }
        count(counter, index, codePoints - counted);
        return counter.position();
    }

    /**
     * The line of a place in the statement with a caret under it, as messages show it: two lines,
     * each with a line end before it; empty for a place outside the statement.
     */
    public String excerpt(Position place) {
        return Excerpt.of(this, place);
    }

    /**
     * The place in the file of a character of a statement inside a function's body, for the
     * internal query and the internal position of a server's error.
     *
     * @param internalQuery the inner statement or expression, as the server tells it
     * @param position the character's number in it in code points, from 1
     * @return empty if this is no block and makes no function, if the inner statement is not in the
     *     text, or more than once, or if the position is not in it
     */
    public Optional<Position> positionInBody(String internalQuery, int position) {
        int length = internalQuery.codePointCount(0, internalQuery.length());
        if (!hasBody() || position < 1 || position > length + 1) {
            return Optional.empty();
        }
        return onlyIndexOf(internalQuery).map(found -> positionAt(found + position - 1));
    }

    /**
     * The place in the file of a line of the body, which is a string between dollar tags, without
     * the blanks that the line begins with; in the statement's first line it is the statement's own
     * place.
     *
     * @param number from 1, which is what is left of the line in which the body begins
     * @return empty if there is no such body, or it has fewer lines
     */
    public Optional<Position> lineOfBody(int number) {
        return DollarBody.of(text)
                .flatMap(body -> body.indexOfLine(number))
                .map(index -> positionAt(text.codePointCount(0, index)))
                // The line says nothing that the statement's beginning does not.
                .map(place -> place.line() == start.line() ? start : place);
    }

    private boolean hasBody() {
        return facts.has(Trait.BLOCK) || facts.has(Trait.CREATES);
    }

    /** In code points. */
    private Optional<Integer> onlyIndexOf(String part) {
        int found = text.indexOf(part);
        return part.isBlank() || found < 0 || text.indexOf(part, found + 1) >= 0
                ? Optional.empty()
                : Optional.of(text.codePointCount(0, found));
    }

    /** Counts that many code points from an index on, or to the end; the index after them. */
    private int count(LineCounter counter, int from, int codePoints) {
        int index = from;
        for (int i = 0; i < codePoints && index < text.length(); i++) {
            int codePoint = text.codePointAt(index);
            counter.count(codePoint);
            index += Character.charCount(codePoint);
        }
        return index;
    }
}
