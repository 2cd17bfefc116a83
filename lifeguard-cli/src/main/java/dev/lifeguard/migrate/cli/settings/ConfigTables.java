package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, as it says it: at its top, and for each environment.
 *
 * @param file as it was named
 * @param top what holds for all environments
 * @param environments what holds for one, by their names
 */
record ConfigTables(Path file, Table top, Map<String, Table> environments) {

    /**
     * What one part of the file says.
     *
     * @param settings by their keys
     * @param placeholders by their names
     * @param lint of the table for lint, by their keys
     * @param drift of the table for drift, by their keys
     */
    record Table(
            Map<ConfigKey, Said> settings,
            Map<String, Said> placeholders,
            Map<String, Said> lint,
            Map<String, Said> drift) {}

    /** A value before variables are put into it; flags are {@code true} and {@code false}. */
    record Said(List<String> values, Setting.Form form, Place place) {}

    /**
     * A place in a file.
     *
     * @param line from 1
     * @param column from 1
     */
    record Place(Path file, int line, int column) {

        /** The error for what stands there; the sentence goes on behind the place. */
        ConfigurationException refuse(String sentence) {
            return new ConfigurationException(
                    new ErrorDetail(
                            ErrorKind.CONFIGURATION,
                            this + ": " + sentence,
                            null,
                            file.toString(),
                            line,
                            column,
                            null),
                    null);
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Refuses an environment that the file does not have. */
    void requireEnvironment(String name) {
        if (environments.containsKey(name)) {
            return;
        }
        throw Refused.because(
                environments.isEmpty()
                        ? "There is no environment \"%s\": %s has no table [env.%s]. Write one."
                                .formatted(name, file, name)
                        : "There is no environment \"%s\" in %s. It has %s."
                                .formatted(
                                        name,
                                        file,
                                        String.join(", ", new TreeMap<>(environments).keySet())));
    }

    /**
     * What is said of a setting.
     *
     * @param environment the chosen one, or null
     */
    Optional<Said> find(@Nullable String environment, ConfigKey key) {
        return of(environment)
                .map(table -> table.settings().get(key))
                .or(() -> Optional.ofNullable(top.settings().get(key)));
    }

    /** All placeholders that hold. */
    Map<String, Said> placeholders(@Nullable String environment) {
        Map<String, Said> all = new TreeMap<>(top.placeholders());
        of(environment).ifPresent(table -> all.putAll(table.placeholders()));
        return all;
    }

    /** All that holds for lint. */
    Map<String, Said> lint(@Nullable String environment) {
        Map<String, Said> all = new TreeMap<>(top.lint());
        of(environment).ifPresent(table -> all.putAll(table.lint()));
        return all;
    }

    /** All that holds for drift. */
    Map<String, Said> drift(@Nullable String environment) {
        Map<String, Said> all = new TreeMap<>(top.drift());
        of(environment).ifPresent(table -> all.putAll(table.drift()));
        return all;
    }

    private Optional<Table> of(@Nullable String environment) {
        return environment == null
                ? Optional.empty()
                : Optional.ofNullable(environments.get(environment));
    }
}
