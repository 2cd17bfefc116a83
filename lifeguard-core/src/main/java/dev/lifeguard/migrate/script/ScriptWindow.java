package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What of a script can be read now: the part in memory up to the next placeholder, which is
 * replaced when it is reached.
 */
final class ScriptWindow implements Closeable {

    private final ScriptBuffer buffer;
    private final ScriptSource source;
    private final boolean replaces;

    /** The offset of the first dollar sign before a brace, where placeholders are replaced. */
    private long readable;

    private boolean asWritten;

    /** Where it was when nothing was to be replaced any more. */
    private long stop;

    ScriptWindow(InputStream stream, ScriptSource source, Place start) throws IOException {
        buffer = new ScriptBuffer(stream, source, start);
        this.source = source;
        replaces = source.replaces();
        asWritten = !replaces;
        readable = start.byteOffset();
    }

    /** The bytes, of which those before {@link #limit} can be read; another array after a load. */
    byte[] bytes() {
        return buffer.bytes();
    }

    /** The index in {@link #bytes} after the last one that can be read. */
    int limit() {
        return buffer.index(readable);
    }

    /** The index in {@link #bytes} of an offset. */
    int index(long offset) {
        return buffer.index(offset);
    }

    /** The offset of an index in {@link #bytes}. */
    long offset(int index) {
        return buffer.offset(index);
    }

    /**
     * Passes over a byte order mark at the start of the file; the offset after it.
     *
     * @throws InvalidScriptException if it is that of UTF-16
     */
    long skipByteOrderMark() throws IOException {
        long start = buffer.skipByteOrderMark();
        readable = nextDollar(start);
        return start;
    }

    /**
     * Makes at least one more byte readable, and replaces a placeholder that comes next.
     *
     * @param needed the first offset that must stay; those before it may be dropped
     * @return false at the end of the script
     */
    boolean load(long needed) throws IOException {
        long before = readable;
        while (readable == before) {
            if (limit() < buffer.limit()) {
                replaceAtDollar(needed);
            } else if (buffer.load(needed)) {
                readable = nextDollar(readable);
            } else {
                return false;
            }
        }
        return true;
    }

    /** From an offset on, in the data of a COPY, nothing is replaced where that is the rule. */
    void readData() {
        if (!source.replacesEverywhere()) {
            readAsWritten();
        }
    }

    /** From an offset on nothing is replaced. */
    void readAsWritten() {
        asWritten = true;
        stop = readable;
        readable = end();
    }

    /** From an offset on placeholders are replaced, if there are any. */
    void readReplaced(long from) {
        if (asWritten) {
            asWritten = !replaces;
            readable = nextDollar(Math.max(from, stop));
        }
    }

    /** What was replaced. */
    Replacements replacements() {
        return buffer.replacements();
    }

    /**
     * Line and column of an offset in the window.
     *
     * @param needed the smallest offset that will be asked for later
     */
    Position positionOf(long offset, long needed) {
        return buffer.positionOf(offset, needed);
    }

    InvalidScriptException fault(String message, Position at) {
        return buffer.fault(message, at);
    }

    @Override
    public void close() throws IOException {
        buffer.close();
    }

    private long end() {
        return buffer.offset(buffer.limit());
    }

    /** Where dollar signs begin that a brace may follow, or the end of what is in memory. */
    private long nextDollar(long from) {
        int limit = buffer.limit();
        if (asWritten) {
            return end();
        }
        byte[] bytes = buffer.bytes();
        for (int i = buffer.index(from); i < limit; i++) {
            if (bytes[i] == '$') {
                int start = i;
                while (i < limit && bytes[i] == '$') {
                    i++;
                }
                if (i == limit || bytes[i] == '{') {
                    return buffer.offset(start);
                }
            }
        }
        return end();
    }

    private void replaceAtDollar(long needed) throws IOException {
        if (source.replacesEverywhere()) {
            replacePlain(needed);
            return;
        }
        PlaceholderText text = PlaceholderText.read(at -> byteAt(at, needed), readable);
        long at = text.placeholder();
        if (text.isNone()) {
            readable = nextDollar(text.end());
            return;
        }
        boolean ownDollars = text.dollars() > 1 && endsTag(readable);
        if (ownDollars ? text.isEscapedBehindTag() : text.isEscaped()) {
            buffer.replace(at - 1, "$", new byte[0]);
            readable = nextDollar(text.end() - 1);
            return;
        }
        replace(text, needed);
    }

    private void replacePlain(long needed) throws IOException {
        PlaceholderText text = PlaceholderText.readPlain(at -> byteAt(at, needed), readable);
        if (byteAt(text.placeholder() + 1, needed) == '{') {
            replace(text, needed);
        } else {
            readable = nextDollar(text.end());
        }
    }

    private void replace(PlaceholderText text, long needed) throws IOException {
        if (!text.isClosed()) {
            throw fault(
                    "The placeholder \"${%s\" has no closing brace in its line, or within %s characters."
                            .formatted(text.name(), Placeholders.LONGEST_NAME),
                    positionOf(text.placeholder(), needed));
        }
        String value = source.value(text.name());
        if (value == null) {
            throw fault(source.refusal(text.written()), positionOf(text.placeholder(), needed));
        }
        byte[] replacement = value.getBytes(StandardCharsets.UTF_8);
        buffer.replace(text.placeholder(), text.written(), replacement);
        readable = nextDollar(text.placeholder() + replacement.length);
    }

    /** Whether the dollar sign there ends a tag, as in {@code $body$}, which its quote begins. */
    private boolean endsTag(long dollar) {
        byte[] bytes = buffer.bytes();
        int last = buffer.index(dollar) - 1;
        int at = last;
        while (at >= 0 && (bytes[at] < 0 || ByteClass.TAG[bytes[at]])) {
            at--;
        }
        return at >= 0 && at < last && bytes[at] == '$' && !Character.isDigit(bytes[at + 1]);
    }

    private int byteAt(long offset, long needed) throws IOException {
        while (buffer.index(offset) >= buffer.limit()) {
            if (!buffer.load(needed)) {
                return -1;
            }
        }
        return buffer.bytes()[buffer.index(offset)] & 0xFF;
    }
}
