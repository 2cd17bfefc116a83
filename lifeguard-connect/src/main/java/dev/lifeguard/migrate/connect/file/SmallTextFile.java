package dev.lifeguard.migrate.connect.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person or a secret store writes by itself: a configuration, a password. */
public final class SmallTextFile {

    /** Much more than anybody writes, and little enough for any heap. */
    private static final int MAX_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private SmallTextFile() {}

    /**
     * Its text, without the byte order mark that editors on Windows put before it. It may be a
     * pipe, which is read once.
     *
     * @throws java.nio.charset.CharacterCodingException when it is no UTF-8
     * @throws IOException when it cannot be read, or has more than 1 MiB, as a device without an
     *     end
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException missing) {
            throw Files.isSymbolicLink(file) ? nowhere(file, missing) : missing;
        }
        if (bytes.length > MAX_BYTES) {
            throw new FileSystemException(file.toString(), null, "it has more than 1 MiB");
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static IOException nowhere(Path link, NoSuchFileException missing) throws IOException {
        FileSystemException fault =
                new FileSystemException(
                        link.toString(),
                        null,
                        "it is a link to %s, which does not exist"
                                .formatted(Files.readSymbolicLink(link)));
        fault.initCause(missing);
        return fault;
    }
}
