package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of a script that is in memory, checked to be UTF-8, without a byte order mark.
 *
 * <p>All offsets are bytes from the start of the file, as far as nothing is replaced. An invalid
 * byte is reported when it is reached, not when it is loaded, so that the same error comes first
 * however the stream cuts the file into pieces.
 */
final class ScriptBuffer implements Closeable {

    /** PostgreSQL takes no message of 1 GiB, and no other database takes one. */
    private static final int LONGEST_STATEMENT = 1 << 30;

    /** What is loaded at once: a placeholder moves all that is loaded behind it. */
    private static final int CHUNK = 1 << 16;

    private static final int SHORTEST = 1 << 8;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream stream;
    private final String file;
    private final boolean mysql;
    private final LineCounter counter;
    private final Replacements replacements = new Replacements();
    private long countedTo;

    private byte[] bytes;
    private long base;
    private int loaded;

    /** The index after the last byte that is checked. */
    private int limit;

    ScriptBuffer(InputStream stream, ScriptSource script, Place start) throws IOException {
        this.stream = stream;
        mysql = script.rules().sql().grammar() == Grammar.MYSQL;
        this.bytes = new byte[firstLength(stream.available())];
        this.file = script.content().fileName();
        counter = new LineCounter(start.position());
        countedTo = start.byteOffset();
        base = start.byteOffset();
    }

    /** Of a small script there are thousands, and each is read into a buffer of its own. */
    private static int firstLength(int available) {
        return available == 0 ? CHUNK : Math.clamp(available + 1L, SHORTEST, CHUNK);
    }

    /** The bytes, of which those before {@link #limit} are valid; another array after a load. */
    byte[] bytes() {
        return bytes;
    }

    /** The index in {@link #bytes} after the last one that is valid. */
    int limit() {
        return limit;
    }

    /** The index in {@link #bytes} of an offset. */
    int index(long offset) {
        return (int) (offset - base);
    }

    /** The offset of an index in {@link #bytes}. */
    long offset(int index) {
        return base + index;
    }

    /**
     * Passes over a byte order mark at the start of the file; the offset after it.
     *
     * @throws InvalidScriptException if it is that of UTF-16
     */
    long skipByteOrderMark() throws IOException {
        int length = 0;
        while (length < BYTE_ORDER_MARK.length && loadOne()) {
            length++;
        }
        int mark = length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if (mark == 0xFEFF || mark == 0xFFFE) {
            throw fault("The file is UTF-16. Save it as UTF-8.", Position.START);
        }
        boolean marked = Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, 3);
        limit = marked ? length : Utf8.validEnd(bytes, 0, length);
        countedTo = marked ? length : 0;
        return countedTo;
    }

    /**
     * Loads at least one more byte that is valid.
     *
     * @param needed the first offset that must stay; those before it may be dropped
     * @return false at the end of the script
     */
    boolean load(long needed) throws IOException {
        makeRoom(index(needed));
        int before = limit;
        while (limit == before) {
            if (!Utf8.isCutOff(bytes, limit, loaded)) {
                throw invalidByte();
            }
            if (!loadMore(Math.min(CHUNK, bytes.length - loaded))) {
                if (limit < loaded) {
                    throw invalidByte();
                }
                return false;
            }
            limit = Utf8.validEnd(bytes, limit, loaded);
        }
        return true;
    }

    /** Puts a value in place of what is written at an offset, in ASCII characters. */
    void replace(long at, String written, byte[] value) {
        int from = index(at);
        int growth = value.length - written.length();
        if (loaded + growth > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, loaded + growth));
        }
        System.arraycopy(
                bytes,
                from + written.length(),
                bytes,
                from + value.length,
                loaded - from - written.length());
        System.arraycopy(value, 0, bytes, from, value.length);
        limit += growth;
        loaded += growth;
        replacements.add(new Replacements.Replacement(at, value.length, written));
    }

    /** What was replaced. */
    Replacements replacements() {
        return replacements;
    }

    /**
     * Line and column of an offset in the window.
     *
     * @param needed the smallest offset that will be asked for later
     */
    Position positionOf(long offset, long needed) {
        countTo(Math.min(offset, needed));
        LineCounter ahead = counter.copy();
        count(ahead, offset);
        return ahead.position();
    }

    InvalidScriptException fault(String message, Position at) {
        return at.fault(message, file);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private boolean loadOne() throws IOException {
        return loadMore(1);
    }

    private boolean loadMore(int most) throws IOException {
        int count = stream.read(bytes, loaded, most);
        loaded += Math.max(0, count);
        return count >= 0;
    }

    private void makeRoom(int unneeded) {
        if (unneeded >= bytes.length / 2) {
            countTo(offset(unneeded));
            System.arraycopy(bytes, unneeded, bytes, 0, loaded - unneeded);
            base += unneeded;
            limit -= unneeded;
            loaded -= unneeded;
        } else if (loaded == bytes.length) {
            if (bytes.length >= LONGEST_STATEMENT) {
                long start = offset(unneeded);
                throw fault(
                        "What begins here is longer than 1 GiB. Split it.",
                        positionOf(start, start));
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    private void countTo(long offset) {
        if (offset > countedTo) {
            countedTo = count(counter, offset);
            replacements.pass(countedTo);
        }
    }

    /** Counts on to an offset, or to the placeholder in the value of which it is. */
    private long count(LineCounter ahead, long to) {
        long from = countedTo;
        for (Replacements.Replacement it : replacements.ahead()) {
            if (it.at() >= to) {
                break;
            }
            ahead.countUtf8(bytes, index(from), index(it.at()));
            if (!it.isBefore(to)) {
                return it.at();
            }
            ahead.skip(it.written().length());
            from = it.end();
        }
        ahead.countUtf8(bytes, index(from), index(to));
        return to;
    }

    private InvalidScriptException invalidByte() {
        long offset = offset(limit);
        long inFile = replacements.inFile(offset);
        int value = bytes[limit] & 0xFF;
        String message =
                value == 0
                        ? "There is a NUL byte at byte offset %s.".formatted(inFile)
                        : "Byte 0x%s at byte offset %s is not UTF-8."
                                .formatted(
                                        HexFormat.of().withUpperCase().toHexDigits((byte) value),
                                        inFile);
        String what = value == 0 ? "UTF-8 text." : "UTF-8.";
        return fault(message + saveAs(what), positionOf(offset, offset));
    }

    /** The client mariadb-dump writes the values of binary columns as the bytes that they are. */
    private String saveAs(String what) {
        return mysql
                ? " If it is in a dump's binary column, make the dump with --hex-blob; if the file"
                        + " says SET NAMES with another encoding, make it anew with utf8mb4; else"
                        + " save the file as "
                        + what
                : " Save the file as " + what;
    }
}
