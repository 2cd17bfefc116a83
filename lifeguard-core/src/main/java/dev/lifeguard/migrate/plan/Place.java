package dev.lifeguard.migrate.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where something is.
 *
 * @param file relative to its source, or a class
 * @param line from 1, or null where it is the file as a whole
 * @param column from 1, in code points, or null where it is the line, or the file, as a whole
 */
public record Place(String file, @Nullable Integer line, @Nullable Integer column) {

    /** A file as a whole. */
    public static Place of(String file) {
        return new Place(file, null, null);
    }

    /** As messages show it: the file, and behind colons the line and the column. */
    @Override
    public String toString() {
        if (line == null) {
            return file;
        }
        return column == null ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
