package dev.lifeguard.migrate.script;

/**
 * One statement of a section.
 *
 * @param number from 1 in its section, a COPY counted like any other
 * @param text from its first token to its last, without the closing semicolon, otherwise exactly as
 *     in the file
 * @param start where its first token begins
 * @param kind what running it takes
 * @param summary a short name in upper case, such as {@code CREATE INDEX CONCURRENTLY}
 */
public record SqlStatement(
        int number, String text, Position start, StatementKind kind, String summary) {

    /**
     * The place in the file of a character of {@link #text}, for an error position that the server
     * tells.
     *
     * @param codePoints the character's index in code points, from 0; behind the end means the end
     */
    public Position positionAt(int codePoints) {
        LineCounter counter = new LineCounter(start);
        text.codePoints().limit(Math.max(0, codePoints)).forEach(counter::count);
        return counter.position();
    }
}
