package dev.lifeguard.migrate.layouts.history;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The content of a file with each way to end its lines: version control may have changed it. */
public final class LineEnds {

    private LineEnds() {}

    /**
     * As it is, with LF, and with CR LF.
     *
     * @throws IOException when it cannot be read
     */
    public static List<byte[]> of(MigrationFile file) throws IOException {
        byte[] content = content(file);
        // One byte a character, so that none is lost that is no UTF-8.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return List.of(
                content,
                text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1),
                text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * As it is.
     *
     * @throws IOException when it cannot be read
     */
    public static byte[] content(MigrationFile file) throws IOException {
        try (InputStream stream = file.open()) {
            return stream.readAllBytes();
        }
    }
}
