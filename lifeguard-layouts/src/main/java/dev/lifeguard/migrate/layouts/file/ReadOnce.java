package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A file whose layout has to look into it: what was read for that is given to the next reader too,
 * so that it is read once where all go through it. Those after read it anew, and would notice that
 * it was changed.
 */
public final class ReadOnce implements MigrationFile {

    private static final byte[] NOTHING = {};

    private final MigrationFile file;
    private final AtomicReference<byte[]> kept;

    private ReadOnce(MigrationFile file, byte[] kept) {
        this.file = file;
        this.kept = new AtomicReference<>(kept);
    }

    /** What files are read into, one after the other; a larger file is read twice. */
    public static final class Buffer {

        private final byte[] bytes = new byte[Texts.BUFFER_BYTES];

        /**
         * Reads a file.
         *
         * @param reading what is done with its content
         * @throws IOException when it cannot be read
         */
        public ReadOnce read(MigrationFile file, Reading reading) throws IOException {
            try (InputStream stream = file.open()) {
                int length = 0;
                int more = stream.read(bytes);
                while (more > 0) {
                    length += more;
                    // A read into nothing gives 0.
                    more = stream.read(bytes, length, bytes.length - length);
                }
                boolean whole = length < bytes.length;
                reading.of(bytes, length, whole ? InputStream.nullInputStream() : stream);
                return new ReadOnce(file, whole ? Arrays.copyOf(bytes, length) : NOTHING);
            }
        }
    }

    /** What is done with the content of a file. */
    @FunctionalInterface
    public interface Reading {

        /**
         * Reads from the first byte on, as far as it needs.
         *
         * @param start what is in memory, and is not changed
         * @param length how many bytes of it count
         * @param rest what follows
         */
        void of(byte[] start, int length, InputStream rest) throws IOException;
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
