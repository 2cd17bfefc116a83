package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A script's bytes as the lexer reads them, with the values of placeholders in them.
 *
 * <p>Each offset is counted from the start of the file, as far as nothing is replaced.
 *
 * <p>Bytes stay readable from {@link #keepFrom} until {@link #keepNothing}; so memory is bounded by
 * what is kept, a statement, and never by the file.
 */
final class ScriptInput implements Closeable {

    private final ScriptWindow window;
    private long offset;
    private long kept = Long.MAX_VALUE;

    private ScriptInput(ScriptWindow window, long offset) {
        this.window = window;
        this.offset = offset;
    }

    /** Reads a script from a place in it; only at its start a byte order mark is passed over. */
    static ScriptInput open(ScriptSource source, Place start) throws IOException {
        InputStream stream = source.content().open();
        try {
            stream.skipNBytes(start.byteOffset());
            ScriptWindow window = new ScriptWindow(stream, source, start);
            boolean atStart = start.byteOffset() == 0;
            return new ScriptInput(
                    window, atStart ? window.skipByteOrderMark() : start.byteOffset());
        } catch (IOException | RuntimeException e) {
            closeAfter(e, stream);
            throw e;
        }
    }

    /** The offset of the next byte. */
    long offset() {
        return offset;
    }

    /** The next byte, or -1 at the end. */
    int peek() throws IOException {
        return peek(0);
    }

    /** The byte that many after the next one, or -1 when the script ends before it. */
    int peek(int ahead) throws IOException {
        while (window.index(offset) + ahead >= window.limit()) {
            if (!load()) {
                return -1;
            }
        }
        return window.bytes()[window.index(offset) + ahead] & 0xFF;
    }

    /** Goes on by that many bytes, which must have been peeked at. */
    void advance(int bytes) {
        offset += bytes;
    }

    /** Goes on to the next of these two bytes; false when neither comes before the end. */
    boolean skipTo(char one, char other) throws IOException {
        do {
            byte[] bytes = window.bytes();
            int limit = window.limit();
            for (int i = window.index(offset); i < limit; i++) {
                if (bytes[i] == one || bytes[i] == other) {
                    offset = window.offset(i);
                    return true;
                }
            }
            offset = window.offset(limit);
        } while (load());
        return false;
    }

    /** Goes on over all bytes of a class, an array of 256. */
    void skipWhile(boolean[] byteClass) throws IOException {
        int i;
        do {
            byte[] bytes = window.bytes();
            i = window.index(offset);
            while (i < window.limit() && byteClass[bytes[i] & 0xFF]) {
                i++;
            }
            offset = window.offset(i);
        } while (i == window.limit() && load());
    }

    /** Goes on over blanks; the offset after the last line break in them, or else the given one. */
    long skipBlanks(long lineStart) throws IOException {
        long found = lineStart;
        int i;
        do {
            byte[] bytes = window.bytes();
            i = window.index(offset);
            while (i < window.limit() && ByteClass.BLANK[bytes[i] & 0xFF]) {
                found = bytes[i] == '\n' || bytes[i] == '\r' ? window.offset(i + 1) : found;
                i++;
            }
            offset = window.offset(i);
        } while (i == window.limit() && load());
        return found;
    }

    /** Copies bytes up to and with the next LF, at most that many; the number copied, or -1. */
    int readLine(byte[] target, int at, int most) throws IOException {
        if (peek() < 0) {
            return -1;
        }
        byte[] bytes = window.bytes();
        int from = window.index(offset);
        int to = Math.min(window.limit(), from + most);
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        end = Math.min(to, end + 1);
        System.arraycopy(bytes, from, target, at, end - from);
        offset = window.offset(end);
        return end - from;
    }

    /** Keeps the bytes from here readable, unless earlier ones are kept already. */
    void keepFrom(long start) {
        kept = Math.min(kept, start);
    }

    /** Whether the bytes from there on are readable. */
    boolean keeps(long start) {
        return kept <= start;
    }

    void keepNothing() {
        kept = Long.MAX_VALUE;
    }

    /**
     * Whether this keyword, given in upper case, begins at a kept offset; ASCII case is ignored.
     */
    boolean matches(long start, String keyword) {
        byte[] bytes = window.bytes();
        int at = window.index(start);
        for (int i = 0; i < keyword.length(); i++) {
            if (ByteClass.UPPER[bytes[at + i] & 0xFF] != keyword.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text between two offsets, which must be kept. */
    String text(long from, long to) {
        int start = window.index(from);
        return new String(window.bytes(), start, (int) (to - from), StandardCharsets.UTF_8);
    }

    /** The same with its ASCII letters in upper case. */
    String upperText(long from, long to) {
        byte[] bytes = Arrays.copyOfRange(window.bytes(), window.index(from), window.index(to));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ByteClass.UPPER[bytes[i] & 0xFF];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * From here on there is data, in which placeholders stay as they are where that is the rule.
     */
    void readData() {
        window.readData();
    }

    /** From here on, placeholders stay as they are written. */
    void readAsWritten() {
        window.readAsWritten();
    }

    /** From here on, placeholders are replaced by their values. */
    void readReplaced() {
        window.readReplaced(offset);
    }

    /** What placeholders between two offsets, which must be kept, have become. */
    List<SqlStatement.Replaced> replaced(long from, long to) {
        List<SqlStatement.Replaced> result = new ArrayList<>();
        long counted = from;
        int at = 0;
        for (Replacements.Replacement it : window.replacements().ahead()) {
            long start = Math.max(it.at(), from);
            long end = Math.min(it.end(), to);
            if (start < to && (end > from || it.at() >= from)) {
                at += codePoints(counted, start);
                int length = codePoints(start, end);
                result.add(new SqlStatement.Replaced(at, length, it.written()));
                at += length;
                counted = end;
            }
        }
        return result;
    }

    /** An offset as bytes from the start of the file. */
    long inFile(long at) {
        return window.replacements().inFile(at);
    }

    /** Line and column of an offset that is kept or not yet passed. */
    Position positionOf(long at) {
        return window.positionOf(at, Math.min(kept, offset));
    }

    /** The exception for a fault at an offset that is kept or not yet passed. */
    InvalidScriptException fault(String message, long at) {
        return window.fault(message, positionOf(at));
    }

    InvalidScriptException fault(String message, Position at) {
        return window.fault(message, at);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private int codePoints(long from, long to) {
        return Utf8.codePoints(window.bytes(), window.index(from), window.index(to));
    }

    private boolean load() throws IOException {
        return window.load(Math.min(kept, offset));
    }

    private static void closeAfter(Exception failure, InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
