package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A file whose layout has to look into it: what was read for that is given to the next reader too,
 * so that it is read once where all go through it. Those after read it anew, and would notice that
 * it was changed.
 */
public final class ReadOnce implements MigrationFile {

    /** A larger file is hardly a migration's, and is not kept. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final MigrationFile file;
    private final AtomicReference<byte[]> kept;

    private ReadOnce(MigrationFile file, byte[] kept) {
        this.file = file;
        this.kept = new AtomicReference<>(kept);
    }

    /**
     * Reads a file.
     *
     * @param reading what is done with its content
     * @throws IOException when it cannot be read
     */
    public static ReadOnce read(MigrationFile file, Reading reading) throws IOException {
        try (InputStream stream = file.open()) {
            byte[] start = stream.readNBytes(MOST_BYTES);
            boolean whole = start.length < MOST_BYTES;
            InputStream content = new ByteArrayInputStream(start);
            reading.of(whole ? content : new SequenceInputStream(content, stream));
            return new ReadOnce(file, whole ? start : NOTHING);
        }
    }

    /** What is done with the content of a file. */
    @FunctionalInterface
    public interface Reading {

        /** Reads from the first byte on, as far as it needs. */
        void of(InputStream content) throws IOException;
    }

    /**
     * The text of a file, without what is no UTF-8 in it.
     *
     * @throws IOException when it cannot be read
     */
    public static String text(MigrationFile file) throws IOException {
        try (InputStream stream = file.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public int firstLine() {
        return file.firstLine();
    }

    @Override
    public InputStream open() throws IOException {
        byte[] once = kept.getAndSet(NOTHING);
        return once.length > 0 ? new ByteArrayInputStream(once) : file.open();
    }
}
