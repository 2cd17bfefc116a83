package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.util.Optional;

/**
 * The ending {@code .sql}, which most tools look for in small letters alone: a file {@code 2_b.SQL}
 * they pass over in silence.
 */
public final class SqlEnding {

    private static final String ENDING = ".sql";

    private SqlEnding() {}

    /** Whether a path ends so, in any capitals. */
    public static boolean isOf(String path) {
        int length = ENDING.length();
        return path.regionMatches(true, path.length() - length, ENDING, 0, length);
    }

    /** What a tool makes of a file that ends so in capitals; empty for one in small letters. */
    public static Optional<Found> passedOver(MigrationFile file, String tool, String pattern) {
        return isOf(file.name()) && !file.name().endsWith(ENDING)
                ? Optional.of(
                        PassedOver.of(
                                file, "does not end with \".sql\" in small letters", tool, pattern))
                : Optional.empty();
    }
}
