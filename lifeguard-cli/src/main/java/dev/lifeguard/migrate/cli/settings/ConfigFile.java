package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, for the environment that was chosen.
 *
 * <p>Of a value only what is used is resolved: a variable that it names may be missing elsewhere.
 */
final class ConfigFile {

    /** The file that is read where none is named. */
    static final String NAME = "lifeguard.toml";

    /** The variable that names another one. */
    static final String VARIABLE = "LIFEGUARD_CONFIG";

    /** The variable that chooses an environment. */
    static final String ENVIRONMENT_VARIABLE = "LIFEGUARD_ENV";

    private final ConfigTables tables;
    private final ConfigVariables variables;
    private final @Nullable String environment;

    private ConfigFile(
            ConfigTables tables, ConfigVariables variables, @Nullable String environment) {
        this.tables = tables;
        this.variables = variables;
        this.environment = environment;
    }

    /**
     * The file that is named, or the usual one where it is there.
     *
     * @param named by {@code --config}, at most one
     * @param chosen by {@code --env}, or null
     * @throws ConfigurationException when it cannot be read or says what cannot be used
     */
    static Optional<ConfigFile> find(
            List<String> named, @Nullable String chosen, Map<String, String> process) {
        if (named.size() > 1) {
            throw Refused.because(
                    "--config is given twice: %s. Leave one of them out."
                            .formatted(String.join(", ", named)));
        }
        String file =
                said("--config", named.isEmpty() ? null : named.getFirst(), process, VARIABLE);
        String environment = said("--env", chosen, process, ENVIRONMENT_VARIABLE);
        Path path = path(Objects.requireNonNullElse(file, NAME));
        // What is no file, as a folder of that name, is read too, for its message.
        // A link to nowhere is one that somebody relies on.
        if (file == null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (environment != null) {
                throw Refused.because(
                        ("The environment \"%s\" is asked for, but there is no %s here to say what"
                                        + " it is. Write one with [env.%s], or name it by"
                                        + " --config.")
                                .formatted(environment, NAME, environment));
            }
            return Optional.empty();
        }
        ConfigTables tables = TomlReader.read(path);
        if (environment != null) {
            tables.requireEnvironment(environment);
        }
        return Optional.of(new ConfigFile(tables, new ConfigVariables(process), environment));
    }

    private static @Nullable String said(
            String option, @Nullable String value, Map<String, String> process, String variable) {
        if (value == null) {
            String set = process.getOrDefault(variable, "");
            return set.isEmpty() ? null : set;
        }
        if (value.isEmpty()) {
            throw Refused.because(
                    "%s is empty. Write a name behind it, or leave it out.".formatted(option));
        }
        return value;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw Refused.because(
                    "The configuration file \"%s\" is no path: %s."
                            .formatted(text, invalid.getReason()));
        }
    }

    /** As it was named. */
    Path path() {
        return tables.file();
    }

    /** What it says of a setting, if anything. */
    Optional<Setting> find(ConfigKey key) {
        return tables.find(environment, key).map(said -> setting(key, said));
    }

    /**
     * The placeholders that it declares: those of the environment go before those of the top.
     *
     * @param others declared elsewhere, which need no value from here
     */
    Map<String, Setting> placeholders(Set<String> others) {
        Map<String, Setting> placeholders = new TreeMap<>();
        tables.placeholders(environment)
                .forEach(
                        (name, said) -> {
                            if (!others.contains(name)) {
                                placeholders.put(name, setting(name, said));
                            }
                        });
        return placeholders;
    }

    /** What it says to lint: that of the environment goes before that of the top. */
    Map<String, Setting> lint() {
        Map<String, Setting> lint = new TreeMap<>();
        tables.lint(environment).forEach((key, said) -> lint.put(key, setting(key, said)));
        return lint;
    }

    /** What it says to drift, likewise. */
    Map<String, Setting> drift() {
        Map<String, Setting> drift = new TreeMap<>();
        tables.drift(environment).forEach((key, said) -> drift.put(key, setting(key, said)));
        return drift;
    }

    private Setting setting(ConfigKey key, ConfigTables.Said said) {
        Setting setting = setting(key.key(), said);
        if (key != ConfigKey.CLASS_PATH && setting.values().contains("")) {
            throw said.place()
                    .refuse(
                            "the value of \"%s\" is empty. Write one, or leave the line out."
                                    .formatted(key.key()));
        }
        return setting;
    }

    private Setting setting(String key, ConfigTables.Said said) {
        Path folder = path().toAbsolutePath().getParent();
        return new Setting(
                said.values().stream()
                        .map(text -> variables.resolve(text, key, said.place()))
                        .toList(),
                said.form(),
                said.place().toString(),
                path().isAbsolute() || path().getNameCount() > 1
                        ? Objects.requireNonNullElse(folder, path())
                        : Path.of(""));
    }
}
