package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.util.List;

/** A text as lines with their ends, from 1. */
public final class Lines {

    private final List<String> lines;

    private Lines(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Those of a file.
     *
     * @throws IOException when it cannot be read
     */
    public static Lines of(MigrationFile file) throws IOException {
        return new Lines(List.of(ReadOnce.text(file).split("(?<=\n)", -1)));
    }

    /** How many they are; at least one. */
    public int count() {
        return lines.size();
    }

    /** A line with its end. */
    public String line(int number) {
        return lines.get(number - 1);
    }

    /**
     * Some of them, as a file of their own.
     *
     * @param without a line that becomes an empty one, or 0
     */
    public MigrationFile part(MigrationFile file, int first, int last, int without) {
        StringBuilder text = new StringBuilder();
        for (int number = first; number <= last; number++) {
            text.append(number == without ? "\n" : line(number));
        }
        return MigrationFile.part(file, text.toString(), first);
    }
}
