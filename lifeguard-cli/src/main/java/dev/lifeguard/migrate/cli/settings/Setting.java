package dev.lifeguard.migrate.cli.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * What was said of a setting, and where.
 *
 * @param values what was said: one, or several of a list; empty for the setting that is not said
 * @param origin an option, a variable, a place in a file, or that it is the default
 * @param base the folder that relative paths in it are from; empty for the working directory
 */
record Setting(List<String> values, String origin, Path base) {

    /** What is meant where nobody says anything. */
    static final String DEFAULT = "default";

    private static final Path HERE = Path.of("");

    /** Copies the list. */
    Setting {
        values = List.copyOf(values);
    }

    /** What an option, a variable or the default says. */
    static Setting here(List<String> values, String origin) {
        return new Setting(values, origin, HERE);
    }

    /** The last one said. */
    String value() {
        return values.getLast();
    }
}
