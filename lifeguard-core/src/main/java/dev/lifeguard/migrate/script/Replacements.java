package dev.lifeguard.migrate.script;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where placeholders were replaced, so that a place in the text that is read is found in the file.
 *
 * <p>Offsets are bytes of the text that is read, counted from where reading began in the file. A
 * place inside a value is the place of its placeholder.
 */
final class Replacements {

    private final Deque<Replacement> ahead = new ArrayDeque<>();
    private long shift;

    /**
     * A value instead of its placeholder, or nothing instead of the dollar sign that makes one
     * text.
     *
     * @param length bytes of the value
     * @param written what is in the file: ASCII characters, none of them a line break
     */
    record Replacement(long at, int length, String written) {

        long end() {
            return at + length;
        }

        /** Whether the place is behind it. */
        boolean isBefore(long offset) {
            return at < offset && end() <= offset;
        }
    }

    void add(Replacement replacement) {
        ahead.add(replacement);
    }

    /** Those that {@link #pass} has not passed. */
    Iterable<Replacement> ahead() {
        return ahead;
    }

    /** Passes those before a place; smaller places are not asked for any more. */
    void pass(long offset) {
        while (!ahead.isEmpty() && ahead.element().isBefore(offset)) {
            Replacement passed = ahead.remove();
            shift += passed.written().length() - passed.length();
        }
    }

    /** The byte offset in the file. */
    long inFile(long offset) {
        long moved = shift;
        for (Replacement replacement : ahead) {
            if (!replacement.isBefore(offset)) {
                return Math.min(offset, replacement.at()) + moved;
            }
            moved += replacement.written().length() - replacement.length();
        }
        return offset + moved;
    }
}
