package dev.lifeguard.migrate.cli.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * What was said of a setting, and where.
 *
 * @param values what was said: one, or several of a list; empty for the setting that is not said
 * @param form whether a value may name several
 * @param origin an option, a variable, a place in a file, or that it is the default
 * @param base the folder that relative paths in it are from; empty for the working directory
 */
record Setting(List<String> values, Form form, String origin, Path base) {

    /** What is meant where nobody says anything. */
    static final String DEFAULT = "default";

    /** How values are said. */
    enum Form {
        /** One text, which may name several paths, divided as in a class path. */
        TEXT,
        /** A list, of which each element is one. */
        LIST
    }

    private static final Path HERE = Path.of("");

    /** Copies the list. */
    Setting {
        values = List.copyOf(values);
    }

    /** What an option, a variable or the default says. */
    static Setting here(List<String> values, String origin) {
        return new Setting(values, Form.TEXT, origin, HERE);
    }

    /** Its value in quotes, and where it was said, unless that is on the command line. */
    String quoted() {
        String place = origin.startsWith("--") ? "" : " (%s)".formatted(origin);
        return "\"%s\"%s".formatted(value(), place);
    }

    /** The last one said. */
    String value() {
        return values.getLast();
    }
}
