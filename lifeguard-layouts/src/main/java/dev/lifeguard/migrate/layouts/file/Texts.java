package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads files as text in UTF-8, one after the other, through one buffer: reading all bytes of a
 * file asks the system for its size first, which takes as long as reading a short one.
 */
public final class Texts {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final char REPLACED = '\uFFFD';

    /** What a FileInputStream reads without asking the system for memory each time. */
    static final int BUFFER_BYTES = 8 * 1024;

    private final byte[] buffer = new byte[BUFFER_BYTES];

    /**
     * The text of a file, without a byte order mark; empty where it is no UTF-8.
     *
     * @throws IOException when it cannot be read
     */
    public Optional<String> read(MigrationFile file) throws IOException {
        try (InputStream stream = file.open()) {
            int length = 0;
            int more = stream.read(buffer);
            while (more > 0) {
                length += more;
                // A read into nothing gives 0.
                more = stream.read(buffer, length, buffer.length - length);
            }
            return length < buffer.length ? text(buffer, length) : whole(stream.readAllBytes());
        }
    }

    private Optional<String> whole(byte[] rest) {
        byte[] all = Arrays.copyOf(buffer, buffer.length + rest.length);
        System.arraycopy(rest, 0, all, buffer.length, rest.length);
        return text(all, all.length);
    }

    private static Optional<String> text(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACED) >= 0 && !isUtf8(bytes, length)
                ? Optional.empty()
                : Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** Asked only of a text with the sign that stands for what is none: few texts have it. */
    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
