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

    private final InputStream content;
    private final byte[] buffer = new byte[8192];
    private final byte[] text = new byte[MOST_BYTES];
    private int limit;
    private int at;
    private int line = 1;

    private CommentLines(InputStream content) {
        this.content = content;
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
     * @param mark what is in those that matter, in ASCII
     * @throws IOException when the content cannot be read
     */
    public static List<CommentLine> in(InputStream content, String mark) throws IOException {
        return new CommentLines(content).all(mark);
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
            while (next >= 0 && next != '\n') {
                next = next();
            }
            line++;
            next = next();
        }
        return found;
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

    private void skipByteOrderMark() throws IOException {
        if (fill() && limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB) {
            at = 3;
        }
    }

    private int next() throws IOException {
        return at < limit || fill() ? buffer[at++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, content.readNBytes(buffer, 0, buffer.length));
        at = 0;
        return limit > 0;
    }
}
