package dev.lifeguard.migrate.layouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file that begin with two dashes, perhaps behind blanks. So tools find their marks
 * that read line by line, wherever those stand in the SQL.
 */
public final class CommentLines {

    /** No mark is longer. */
    private static final int MOST_BYTES = 1000;

    private static final int BUFFER = 8192;

    private final InputStream rest;
    private final byte[] text = new byte[MOST_BYTES];
    private byte[] buffer;
    private boolean own;
    private int limit;
    private int at;
    private int line = 1;

    private CommentLines(byte[] start, int length, InputStream rest) {
        this.buffer = start;
        this.limit = length;
        this.rest = rest;
    }

    /**
     * A comment line.
     *
     * @param number of the line, from 1
     * @param indented whether blanks are before it
     * @param text from its dashes on, without the line's end, at most 1000 bytes of it
     */
    public record CommentLine(int number, boolean indented, String text) {}

    /**
     * All of them.
     *
     * @param start of the content, of which {@code length} bytes count
     * @param rest of it
     * @param mark what is in those that matter, in ASCII
     * @throws IOException when the content cannot be read
     */
    public static List<CommentLine> in(byte[] start, int length, InputStream rest, String mark)
            throws IOException {
        return new CommentLines(start, length, rest).all(mark);
    }

    private List<CommentLine> all(String mark) throws IOException {
        List<CommentLine> found = new ArrayList<>();
        skipByteOrderMark();
        int next = next();
        while (next >= 0) {
            boolean indented = false;
            while (next == ' ' || next == '\t') {
                indented = true;
                next = next();
            }
            if (next == '-') {
                next = comment(mark, indented, found);
            }
            next = next == '\n' ? next : lineEnd();
            line++;
            next = next();
        }
        return found;
    }

    /** Passes over what is left of a line: the line feed, or -1 at the end. */
    private int lineEnd() throws IOException {
        while (at < limit || fill()) {
            byte[] bytes = buffer;
            int end = limit;
            for (int here = at; here < end; here++) {
                if (bytes[here] == '\n') {
                    at = here + 1;
                    return '\n';
                }
            }
            at = end;
        }
        return -1;
    }

    /** Reads on from the first dash; the byte that is next then. */
    private int comment(String mark, boolean indented, List<CommentLine> found) throws IOException {
        int length = 0;
        int next = '-';
        while (next >= 0 && next != '\n' && length < MOST_BYTES) {
            text[length++] = (byte) next;
            next = next();
        }
        if (length > 1 && text[1] == '-') {
            String comment = new String(text, 0, length, StandardCharsets.UTF_8);
            if (comment.contains(mark)) {
                found.add(new CommentLine(line, indented, comment));
            }
        }
        return next;
    }

    private void skipByteOrderMark() {
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB) {
            at = 3;
        }
    }

    private int next() throws IOException {
        return at < limit || fill() ? buffer[at++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        int first = rest.read();
        if (first < 0) {
            return false;
        }
        if (!own) {
            buffer = new byte[BUFFER];
            own = true;
        }
        buffer[0] = (byte) first;
        limit = 1 + rest.readNBytes(buffer, 1, buffer.length - 1);
        at = 0;
        return true;
    }
}
