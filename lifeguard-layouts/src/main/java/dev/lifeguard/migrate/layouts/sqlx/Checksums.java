package dev.lifeguard.migrate.layouts.sqlx;

import dev.lifeguard.migrate.layouts.history.Digest;
import dev.lifeguard.migrate.layouts.history.LineEnds;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SQLx's checksums: SHA-384 of the file, without the characters that {@code ignored-chars} of a
 * {@code sqlx.toml} lists. That file is not at hand, so each choice of blanks, line ends and byte
 * order mark is tried: two texts have one digest only where they are the same without those.
 */
final class Checksums {

    private static final String[] MAYBE_IGNORED = {"\r", "\n", "\t", " ", "\uFEFF"};

    private static final int CHOICES = 1 << MAYBE_IGNORED.length;

    /** The choice that fitted last: all files of a project have one. */
    private int ignored;

    boolean match(MigrationFile file, byte @Nullable [] checksum) throws IOException {
        if (checksum == null) {
            return false;
        }
        byte[] content = LineEnds.content(file);
        if (Arrays.equals(Digest.sha384(content), checksum)) {
            return true;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        if (matches(text, ignored, checksum)) {
            return true;
        }
        for (int choice = 1; choice < CHOICES; choice++) {
            if (matches(text, choice, checksum)) {
                ignored = choice;
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String text, int choice, byte[] checksum) {
        String rest = text;
        for (int at = 0; at < MAYBE_IGNORED.length; at++) {
            if ((choice & 1 << at) != 0) {
                rest = rest.replace(MAYBE_IGNORED[at], "");
            }
        }
        return Arrays.equals(Digest.sha384(rest.getBytes(StandardCharsets.UTF_8)), checksum);
    }
}
