package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.script.Placeholders;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the global options and the environment say, checked as a whole.
 *
 * @param databaseUrl as it was given; it is read by the commands that need a database
 * @param migrations the directory of the migrations
 * @param table the state table
 * @param connectTimeout how long to try again while the database cannot be reached
 * @param lockTimeout how long to wait for another runner
 * @param placeholders what is replaced in migrations
 * @param classPath what Java migrations are compiled with
 */
public record Settings(
        Optional<String> databaseUrl,
        Path migrations,
        TableName table,
        Duration connectTimeout,
        Duration lockTimeout,
        Placeholders placeholders,
        List<Path> classPath,
        OutputFormat output,
        Verbosity verbosity) {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);

    /**
     * Reads them; an option goes before its variable, and an empty variable is none.
     *
     * @throws ConfigurationException with all that cannot be used
     */
    public static Settings of(GlobalOptions options, Map<String, String> environment) {
        return new Reader(environment).read(options);
    }

    private static final class Reader {

        private final Map<String, String> environment;
        private final List<String> faults = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        Settings read(GlobalOptions options) {
            Settings settings =
                    new Settings(
                            first(options.databaseUrl(), "LIFEGUARD_DATABASE_URL", "DATABASE_URL"),
                            directory(
                                    first(
                                            options.migrationsDirectory(),
                                            "LIFEGUARD_MIGRATIONS_DIR")),
                            new TableName(
                                    first(options.schema(), "LIFEGUARD_SCHEMA").orElse(null),
                                    first(options.table(), "LIFEGUARD_TABLE")
                                            .orElse(TableName.DEFAULT_TABLE)),
                            duration(
                                    "connect timeout",
                                    first(options.connectTimeout(), "LIFEGUARD_CONNECT_TIMEOUT"),
                                    Duration.ZERO),
                            duration(
                                    "lock timeout",
                                    first(options.lockTimeout(), "LIFEGUARD_LOCK_TIMEOUT"),
                                    LOCK_TIMEOUT),
                            placeholders(options.placeholders()),
                            classPath(first(options.classPath(), "LIFEGUARD_CLASS_PATH")),
                            output(first(options.output(), OutputFormat.VARIABLE)),
                            verbosity(options));
            if (!faults.isEmpty()) {
                throw Refused.because(String.join(" ", faults));
            }
            return settings;
        }

        private Optional<String> first(@Nullable String option, String... variables) {
            if (option != null) {
                return Optional.of(option);
            }
            for (String variable : variables) {
                String value = environment.getOrDefault(variable, "");
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }

        private Path directory(Optional<String> text) {
            try {
                return Path.of(text.orElse("migrations"));
            } catch (InvalidPathException invalid) {
                faults.add(
                        "The migrations directory \"%s\" is no path: %s."
                                .formatted(text.orElse(""), invalid.getReason()));
                return Path.of("migrations");
            }
        }

        private List<Path> classPath(Optional<String> text) {
            List<Path> path = new ArrayList<>();
            for (String entry : text.orElse("").split(Pattern.quote(File.pathSeparator), -1)) {
                try {
                    if (!entry.isEmpty()) {
                        path.add(Path.of(entry));
                    }
                } catch (InvalidPathException invalid) {
                    faults.add(
                            "The class path's entry \"%s\" is no path: %s."
                                    .formatted(entry, invalid.getReason()));
                }
            }
            return path;
        }

        private Duration duration(String what, Optional<String> text, Duration unsaid) {
            if (text.isEmpty()) {
                return unsaid;
            }
            Optional<Duration> duration = DurationText.parse(text.get());
            if (duration.isEmpty()) {
                faults.add(
                        ("The %s \"%s\" is no duration. Write a whole number and its"
                                        + " unit: 500ms, 30s, 5m or 1h.")
                                .formatted(what, text.get()));
            }
            return duration.orElse(unsaid);
        }

        private Placeholders placeholders(List<String> texts) {
            Map<String, String> values = new HashMap<>();
            for (String text : texts) {
                int equals = text.indexOf('=');
                if (equals < 0) {
                    faults.add(
                            "The placeholder \"%s\" has no value. Write it as KEY=VALUE."
                                    .formatted(text));
                } else if (values.put(text.substring(0, equals), text.substring(equals + 1))
                        != null) {
                    faults.add(
                            "The placeholder \"%s\" is given twice. Leave one of them out."
                                    .formatted(text.substring(0, equals)));
                }
            }
            List<String> unusable = Placeholders.faults(values);
            unusable.forEach(fault -> faults.add(fault + "."));
            return unusable.isEmpty() ? new Placeholders(values) : Placeholders.NONE;
        }

        private OutputFormat output(Optional<String> text) {
            if (text.isEmpty()) {
                return OutputFormat.TEXT;
            }
            Optional<OutputFormat> format = OutputFormat.parse(text.get());
            if (format.isEmpty()) {
                faults.add("The output \"%s\" is unknown. Use text or json.".formatted(text.get()));
            }
            return format.orElse(OutputFormat.TEXT);
        }

        private Verbosity verbosity(GlobalOptions options) {
            if (options.quiet() && options.verbose()) {
                faults.add("-q and -v exclude each other. Leave one of them out.");
            }
            if (options.verbose()) {
                return Verbosity.VERBOSE;
            }
            return options.quiet() ? Verbosity.QUIET : Verbosity.NORMAL;
        }
    }
}
