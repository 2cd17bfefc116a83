package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What of a file is run for a changeset in one direction.
 *
 * @param of the file
 * @param text whole lines, each at its column
 * @param firstLine the line of the file in which it begins
 * @param changeset the one that it is of
 * @param all the changesets that stand in the files that were read with it, chosen or not
 */
record ChangesetFile(
        MigrationFile of, String text, int firstLine, Changeset changeset, List<Changeset> all)
        implements MigrationFile {

    /** The lines between the first and the last that are not blank. */
    static ChangesetFile of(
            MigrationFile file,
            String text,
            int firstLine,
            Changeset changeset,
            List<Changeset> all) {
        int lineStart = 0;
        int line = firstLine;
        for (int at = 0; at < text.length() && Character.isWhitespace(text.charAt(at)); at++) {
            if (text.charAt(at) == '\n') {
                lineStart = at + 1;
                line++;
            }
        }
        int end = text.length();
        while (end > lineStart && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        // Most texts have the line feed already, and are copied once.
        String lines =
                text.startsWith("\n", end)
                        ? text.substring(lineStart, end + 1)
                        : text.substring(lineStart, end) + "\n";
        return new ChangesetFile(file, lines, line, changeset, all);
    }

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not of what is the same for all files. */
    @Override
    public String toString() {
        return of.name() + ":" + firstLine;
    }
}
