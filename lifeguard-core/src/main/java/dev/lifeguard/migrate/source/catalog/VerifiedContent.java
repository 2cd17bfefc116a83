package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Content that is what was hashed: a file that changes between its hashing and its running would
 * otherwise run under a checksum that is not its own.
 *
 * <p>A small file is given out as it was when it was hashed, where that was kept. Otherwise it is
 * read whole, and what was compared is what is given out, and kept for the next reader as long as
 * the memory is not needed. A large one is read twice, first to compare it; then each of its blocks
 * is held against that first reading before a byte of it is given out.
 */
final class VerifiedContent implements ScriptContent {

    private static final int WHOLE_BYTES = 1024 * 1024;

    private final MigrationFile file;
    private final Checksum expected;
    private final Checksum.Reading hashing;

    /** What was hashed, or null. */
    private volatile byte @Nullable [] hashed;

    /** Null until it is read. */
    private volatile @Nullable SoftReference<byte[]> whole;

    VerifiedContent(MigrationFile file, Checksum expected, Checksum.Reading hashing) {
        this.file = file;
        this.expected = expected;
        this.hashing = hashing;
    }

    MigrationFile file() {
        return file;
    }

    @Override
    public String fileName() {
        return file.name();
    }

    @Override
    public int firstLine() {
        return file.firstLine();
    }

    /**
     * Has it give out what was hashed.
     *
     * @param bytes which nobody changes, or null to read the file again
     */
    void keep(byte @Nullable [] bytes) {
        hashed = bytes;
    }

    @Override
    public InputStream open() throws IOException {
        byte[] small = hashed;
        if (small != null) {
            return new ByteArrayInputStream(small);
        }
        SoftReference<byte[]> read = whole;
        byte[] kept = read == null ? null : read.get();
        return kept == null ? read() : new ByteArrayInputStream(kept);
    }

    private InputStream read() throws IOException {
        BlockDigests blocks;
        try (InputStream stream = file.open()) {
            Checksum.Running checksum = hashing.another();
            byte[] block = stream.readNBytes(WHOLE_BYTES);
            if (block.length < WHOLE_BYTES) {
                checksum.add(block, 0, block.length);
                requireExpected(checksum);
                whole = new SoftReference<>(block);
                return new ByteArrayInputStream(block);
            }
            blocks = new BlockDigests();
            while (block.length > 0) {
                checksum.add(block, 0, block.length);
                blocks.add(block);
                block = stream.readNBytes(WHOLE_BYTES);
            }
            requireExpected(checksum);
        }
        return new VerifiedStream(file.open(), blocks, WHOLE_BYTES, this::changed);
    }

    private void requireExpected(Checksum.Running checksum) {
        if (!checksum.finish().hex().equals(expected.hex())) {
            throw changed();
        }
    }

    private InvalidScriptException changed() {
        return new InvalidScriptException(
                "was changed since this run began. Run it again.", fileName());
    }
}
