package dev.lifeguard.migrate.source.catalog;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Small files are kept as they were when they were hashed: those that a run applies are opened and
 * hashed once. Of many these are the last ones, since the newest migrations are the pending ones;
 * of the others nothing is copied.
 */
final class KeptFiles {

    private static final int MOST_FILES = 1000;
    private static final int MOST_BYTES_OF_A_FILE = 4 * 1024;
    private static final int MOST_BYTES = 256 * 1024;

    private final ArrayDeque<Kept> files = new ArrayDeque<>();
    private int bytes;
    private int behind;

    private record Kept(VerifiedContent content, int bytes) {}

    /**
     * The next file is read.
     *
     * @param count how many files of its source come behind it
     */
    void next(int count) {
        behind = count;
    }

    /** Keeps what was read last, where it is small. */
    void add(VerifiedContent content, Checksum.Reading read) {
        byte @Nullable [] small = behind < MOST_FILES ? read.last(MOST_BYTES_OF_A_FILE) : null;
        if (small == null) {
            return;
        }
        content.keep(small);
        files.add(new Kept(content, small.length));
        bytes += small.length;
        while (bytes > MOST_BYTES) {
            Kept oldest = files.remove();
            oldest.content().keep(null);
            bytes -= oldest.bytes();
        }
    }
}
