package dev.lifeguard.migrate.source.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file's SHA-256, independent of its byte order mark and of its line ends.
 *
 * <p>A leading UTF-8 byte order mark is left out; CR LF and a lone CR count as LF. For a file that
 * has neither this is what {@code sha256sum} prints. The rule never changes: it would make every
 * recorded checksum wrong.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Checksum(String hex) {

    private static final int LENGTH = 64;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Checks the form. */
    public Checksum {
        if (!isDigits(hex)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a SHA-256 in 64 lower-case hexadecimal digits".formatted(hex));
        }
    }

    /**
     * Reads a stream to its end, in constant memory; does not close it.
     *
     * @throws IOException when the stream cannot be read
     */
    public static Checksum of(InputStream bytes) throws IOException {
        return new Reading().of(bytes);
    }

    /**
     * What a down script that is recorded in the history is checked by: it is that of one migration
     * and of no other.
     */
    public static Checksum ofDownScript(long version, String text) {
        byte[] bytes = (version + "\n" + text).getBytes(StandardCharsets.UTF_8);
        return new Checksum(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** What the row of a baseline has that stands for migrations whose files are not here. */
    public static Checksum ofBaseline(long version) {
        byte[] bytes = ("baseline\n" + version).getBytes(StandardCharsets.UTF_8);
        return new Checksum(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    private static boolean isDigits(String hex) {
        boolean digits = hex.length() == LENGTH;
        for (int at = 0; digits && at < LENGTH; at++) {
            char digit = hex.charAt(at);
            digits = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        }
        return digits;
    }

    /** The 64 digits. */
    @Override
    public String toString() {
        return hex;
    }

    /** Reads one stream after the other, with one buffer and one digest for all of them. */
    static final class Reading {

        /** Never used itself: a copy of it costs less than looking for another one. */
        private final MessageDigest unused = sha256();

        private final Running running = another();
        private final byte[] buffer = new byte[BUFFER_BYTES];

        /** How many bytes the last stream had, or negative where the buffer did not hold all. */
        private int held;

        /** One for content that is read apart from these streams; any thread may ask for it. */
        Running another() {
            try {
                return new Running((MessageDigest) unused.clone());
            } catch (CloneNotSupportedException otherProvider) {
                return new Running(sha256());
            }
        }

        /** Reads a stream to its end; does not close it. */
        Checksum of(InputStream bytes) throws IOException {
            running.begin();
            held = 0;
            int read;
            while ((read = bytes.read(buffer)) >= 0) {
                running.add(buffer, 0, read);
                held = held == 0 ? read : -1;
            }
            return running.finish();
        }

        /** A copy of the last stream, or null where it had more bytes than that. */
        byte @Nullable [] last(int most) {
            return held < 0 || held > most ? null : Arrays.copyOf(buffer, held);
        }
    }

    /** A checksum in the making, for content that passes by in pieces. */
    static final class Running {

        private final MessageDigest digest;
        private final byte[] head = new byte[BYTE_ORDER_MARK.length];
        private int headLength;
        private boolean pendingCarriageReturn;

        private Running(MessageDigest digest) {
            this.digest = digest;
        }

        /** Forgets what was added, also what a failed reading left. */
        void begin() {
            digest.reset();
            headLength = 0;
            pendingCarriageReturn = false;
        }

        void add(byte[] bytes, int offset, int length) {
            int at = offset;
            int end = offset + length;
            if (headLength == 0 && length >= head.length) {
                headLength = head.length;
                at += startsWithMark(bytes, offset) ? head.length : 0;
            }
            while (headLength < head.length && at < end) {
                head[headLength++] = bytes[at++];
                if (headLength == head.length && !startsWithMark(head, 0)) {
                    normalise(head, 0, head.length);
                }
            }
            normalise(bytes, at, end);
        }

        Checksum finish() {
            if (headLength < head.length) {
                normalise(head, 0, headLength);
            }
            if (pendingCarriageReturn) {
                digest.update((byte) '\n');
            }
            return new Checksum(HexFormat.of().formatHex(digest.digest()));
        }

        private static boolean startsWithMark(byte[] bytes, int offset) {
            return bytes[offset] == BYTE_ORDER_MARK[0]
                    && bytes[offset + 1] == BYTE_ORDER_MARK[1]
                    && bytes[offset + 2] == BYTE_ORDER_MARK[2];
        }

        private void normalise(byte[] bytes, int from, int to) {
            int start = from;
            while (start < to) {
                if (pendingCarriageReturn) {
                    pendingCarriageReturn = false;
                    digest.update((byte) '\n');
                    start += bytes[start] == '\n' ? 1 : 0;
                }
                int end = lineEnd(bytes, start, to);
                if (end > start) {
                    digest.update(bytes, start, end - start);
                }
                pendingCarriageReturn = end < to;
                start = end + 1;
            }
        }

        /** Where the next carriage return is, or the end. */
        private static int lineEnd(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to && bytes[at] != '\r') {
                at++;
            }
            return at;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-256: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }
}
