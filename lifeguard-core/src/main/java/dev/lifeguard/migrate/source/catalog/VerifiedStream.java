package dev.lifeguard.migrate.source.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;

/** A file's bytes, each block of which is compared before it is given out. */
final class VerifiedStream extends InputStream {

    private final InputStream file;
    private final BlockDigests expected;
    private final int blockBytes;
    private final Supplier<? extends RuntimeException> changed;

    private byte[] block = {};
    private int at;
    private int number;

    /** Takes the file over, to close it; what it throws for a changed file is made when needed. */
    VerifiedStream(
            InputStream file,
            BlockDigests expected,
            int blockBytes,
            Supplier<? extends RuntimeException> changed) {
        this.file = file;
        this.expected = expected;
        this.blockBytes = blockBytes;
        this.changed = changed;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : block[at++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        Objects.checkFromIndexSize(offset, most, target.length);
        if (most == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(most, block.length - at);
        System.arraycopy(block, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean isAtEnd() throws IOException {
        if (at == block.length) {
            block = file.readNBytes(blockBytes);
            at = 0;
            if (!expected.matches(number, block)) {
                throw changed.get();
            }
            number++;
        }
        return block.length == 0;
    }
}
