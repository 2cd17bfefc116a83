package dev.lifeguard.migrate.source;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Small files are kept as they were when they were hashed: those that a run applies are opened and
 * hashed once. Of many these are the last, since the newest migrations are the pending ones.
 */
final class KeptFiles {

    private static final int MOST_BYTES_OF_A_FILE = 4 * 1024;
    private static final int MOST_BYTES = 256 * 1024;

    private final ArrayDeque<Kept> files = new ArrayDeque<>();
    private int bytes;

    private record Kept(VerifiedContent content, int bytes) {}

    /** Keeps what was read last, where it is small. */
    void add(VerifiedContent content, Checksum.Reading read) {
        byte @Nullable [] small = read.last(MOST_BYTES_OF_A_FILE);
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
