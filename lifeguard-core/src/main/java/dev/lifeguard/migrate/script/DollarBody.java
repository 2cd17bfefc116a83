package dev.lifeguard.migrate.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a block or routine of PostgreSQL, between the dollar tags of its statement.
 *
 * @param text the statement's
 * @param start the index of the body's first character
 * @param end the index behind its last one
 */
record DollarBody(String text, int start, int end) {

    /** Made for the first error in a body. */
    private static final class Tag {

        static final Pattern PATTERN = Pattern.compile("\\$[\\w\\x80-\\uFFFF]*\\$");

        private Tag() {}
    }

    /** Empty without one, and where a comment stands before it, which may hold such tags. */
    static Optional<DollarBody> of(String text) {
        Matcher tag = Tag.PATTERN.matcher(text);
        if (!tag.find()) {
            return Optional.empty();
        }
        String before = text.substring(0, tag.start());
        if (before.contains("--") || before.contains("/*")) {
            return Optional.empty();
        }
        return Optional.of(new DollarBody(text, tag.end(), text.indexOf(tag.group(), tag.end())));
    }

    /** Where a line begins, behind its blanks; from 1, and empty if there are fewer lines. */
    Optional<Integer> indexOfLine(int number) {
        int at = start;
        for (int line = number; line > 1; line--) {
            int next = text.indexOf('\n', at);
            if (next < 0 || next > end) {
                return Optional.empty();
            }
            at = next + 1;
        }
        while (at < end && Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '\n') {
            at++;
        }
        return Optional.of(at);
    }
}
