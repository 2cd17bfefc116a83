package dev.lifeguard.migrate.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where each setting comes from, without any secret.
 *
 * @param wanted whether they are what is asked for, by {@code --config} without a file
 * @param file the configuration file that was read, if there was one
 * @param settings in the order in which they are read
 */
public record SaidSettings(boolean wanted, Optional<String> file, List<Said> settings) {

    private static final String HIDDEN = "***";

    /** Copies the list. */
    public SaidSettings {
        settings = List.copyOf(settings);
    }

    /**
     * One setting.
     *
     * @param key as a configuration file has it
     * @param value what it is; passwords, and placeholders' values, are hidden
     * @param origin an option, a variable, a place in the file, or {@code default}
     */
    public record Said(String key, String value, String origin) {}

    /** Collects them while they are read. */
    static final class Collector {

        private final List<Said> settings = new ArrayList<>();

        void add(String key, Setting setting) {
            String value = String.join(", ", setting.values());
            settings.add(new Said(key, Redaction.of(value), setting.origin()));
        }

        void addHidden(String key, String origin) {
            settings.add(new Said(key, HIDDEN, origin));
        }

        SaidSettings finish(boolean wanted, Optional<String> file) {
            return new SaidSettings(wanted, file, settings);
        }
    }
}
