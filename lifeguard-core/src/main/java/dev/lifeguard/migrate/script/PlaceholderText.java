package dev.lifeguard.migrate.script;

import java.io.IOException;

/**
 * Dollar signs and what follows them, as {@link Placeholders} describes it.
 *
 * @param dollars how many they are
 * @param placeholder the offset of the last one
 * @param end the offset after all of it
 * @param name between the braces, or empty if there is no placeholder
 */
record PlaceholderText(int dollars, long placeholder, long end, String name) {

    /** Reads the script's bytes; -1 is behind its end. */
    interface Bytes {

        int at(long offset) throws IOException;
    }

    /** Reads from the first dollar sign on. */
    static PlaceholderText read(Bytes bytes, long start) throws IOException {
        long at = start;
        while (bytes.at(at) == '$') {
            at++;
        }
        int dollars = (int) (at - start);
        if (bytes.at(at) != '{') {
            return new PlaceholderText(dollars, at - 1, at, "");
        }
        StringBuilder name = new StringBuilder();
        long end = at + 1;
        int next = bytes.at(end);
        while (isInName(next) && name.length() <= Placeholders.LONGEST_NAME) {
            name.append((char) next);
            end++;
            next = bytes.at(end);
        }
        return next == '}' && !name.isEmpty()
                ? new PlaceholderText(dollars, at - 1, end + 1, name.toString())
                : new PlaceholderText(dollars, at - 1, at, "");
    }

    /**
     * The same where a name is all up to the next brace in its line. Without one the name is what
     * there is, and the end is before the line's end, or after {@link Placeholders#LONGEST_NAME}
     * bytes.
     */
    static PlaceholderText readPlain(Bytes bytes, long start) throws IOException {
        PlaceholderText strict = read(bytes, start);
        long at = strict.placeholder();
        if (!strict.isNone() || bytes.at(at + 1) != '{') {
            return strict;
        }
        StringBuilder name = new StringBuilder();
        long end = at + 2;
        int next = bytes.at(end);
        while (next >= 0
                && next != '}'
                && next != '\n'
                && next != '\r'
                && name.length() < Placeholders.LONGEST_NAME) {
            name.append((char) next);
            end++;
            next = bytes.at(end);
        }
        return new PlaceholderText(
                strict.dollars(), at, next == '}' ? end + 1 : end, name.toString());
    }

    /** Whether there is no placeholder. */
    boolean isNone() {
        return name.isEmpty();
    }

    /** Whether there is its closing brace. */
    boolean isClosed() {
        return end - placeholder == name.length() + 3L;
    }

    /** Whether the dollar sign before the last one makes it text. */
    boolean isEscaped() {
        return dollars % 2 == 0;
    }

    /** The same where the first dollar sign is the end of a tag. */
    boolean isEscapedBehindTag() {
        return dollars % 2 == 1;
    }

    /** The placeholder as it is in the script. */
    String written() {
        return "${" + name + "}";
    }

    private static boolean isInName(int next) {
        return next > 0 && next < 0x80 && (ByteClass.TAG[next] || next == '.' || next == '-');
    }
}
