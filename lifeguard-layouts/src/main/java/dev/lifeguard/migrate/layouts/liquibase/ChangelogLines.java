package dev.lifeguard.migrate.layouts.liquibase;

import java.util.Arrays;

/**
 * The lines of a changelog, from 0. One is made a text of its own when it is asked for: most are
 * SQL, and go on together with those beside them.
 */
final class ChangelogLines {

    private final String text;

    /** Where each begins, and the end of the text behind them. */
    private int[] starts = new int[32];

    private int count;

    /** Of a text, whose lines end as {@link String#lines} has them. */
    ChangelogLines(String text) {
        this.text = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        int at = 0;
        while (at < this.text.length()) {
            add(at);
            int end = this.text.indexOf('\n', at);
            at = end < 0 ? this.text.length() : end + 1;
        }
        starts[count] = this.text.length();
    }

    private void add(int start) {
        starts[count++] = start;
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
    }

    int count() {
        return count;
    }

    /** A line without its end. */
    String line(int number) {
        int end = starts[number + 1];
        boolean ends = text.charAt(end - 1) == '\n';
        return text.substring(starts[number], ends ? end - 1 : end);
    }

    /** The first that is not blank, or an empty text. */
    String first() {
        for (int number = 0; number < count; number++) {
            String line = line(number);
            if (!line.isBlank()) {
                return line;
            }
        }
        return "";
    }

    /** Where the next line from one on is that a directive may stand in; the count if none is. */
    int directive(int from) {
        int number = from;
        while (number < count && !Directive.mayBeIn(text, starts[number], starts[number + 1])) {
            number++;
        }
        return number;
    }

    /** Those from one on up to another, each with a line feed. */
    String between(int from, int to) {
        String lines = text.substring(starts[from], starts[to]);
        return lines.endsWith("\n") ? lines : lines + "\n";
    }
}
