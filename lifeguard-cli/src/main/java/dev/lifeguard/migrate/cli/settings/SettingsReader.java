package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.Settings.Defaults;
import dev.lifeguard.migrate.cli.settings.Settings.GivenDatabase;
import dev.lifeguard.migrate.cli.settings.Settings.Waits;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.source.Layout;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads all settings, and keeps what is wrong with them until the last one is read. */
final class SettingsReader {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration TABLE_LOCK_TIMEOUT = Duration.ofMillis(500);
    private static final Duration TABLE_LOCK_RETRY = Duration.ofMinutes(10);
    private static final String DIRECTORY = "migrations";
    private static final String OWN_LAYOUT = "lifeguard";

    private final Map<String, String> environment;
    private final Optional<ConfigFile> file;
    private final List<String> faults = new ArrayList<>();
    private final SaidSettings.Collector said = new SaidSettings.Collector();

    SettingsReader(Map<String, String> environment, Optional<ConfigFile> file) {
        this.environment = environment;
        this.file = file;
    }

    Settings read(GlobalOptions options) {
        Optional<Setting> url = find(ConfigKey.DATABASE_URL, options.databaseUrl());
        url.ifPresent(setting -> said.add(ConfigKey.DATABASE_URL.key(), setting));
        Optional<Path> passwordFile =
                find(ConfigKey.DATABASE_PASSWORD_FILE, options.databasePasswordFile())
                        .flatMap(this::passwordFile);
        Optional<Setting> scratch = find(ConfigKey.SCRATCH_URL, List.of());
        scratch.ifPresent(setting -> said.add(ConfigKey.SCRATCH_URL.key(), setting));
        List<Path> directories = directories(options.migrationsDirectories());
        Setting layout =
                noted(ConfigKey.LAYOUT, find(ConfigKey.LAYOUT, options.layout()), OWN_LAYOUT);
        Settings settings =
                new Settings(
                        new GivenDatabase(
                                url.map(Setting::value),
                                url.map(Setting::base).orElse(Path.of("")),
                                passwordFile),
                        new GivenDatabase(
                                scratch.map(Setting::value),
                                scratch.map(Setting::base).orElse(Path.of("")),
                                Optional.empty()),
                        directories,
                        layout.value(),
                        layout(layout),
                        new TableName(
                                find(ConfigKey.SCHEMA, options.schema())
                                        .map(setting -> noted(ConfigKey.SCHEMA, setting).value())
                                        .orElse(null),
                                text(ConfigKey.TABLE, options.table(), TableName.DEFAULT_TABLE)),
                        waits(options),
                        new GivenPlaceholders(environment, file, said)
                                .read(options.placeholders(), faults),
                        paths(ConfigKey.CLASS_PATH, list(options.classPath()), List.of()),
                        output(options.output()),
                        verbosity(options),
                        new Defaults(
                                flag(ConfigKey.OUT_OF_ORDER, false),
                                flag(ConfigKey.GROUP, false),
                                flag(ConfigKey.NO_COLOR, options.noColor()),
                                find(ConfigKey.SNAPSHOT_FILE, List.of())
                                        .flatMap(this::snapshotFile)),
                        lint(options),
                        drift(options),
                        said.finish(
                                options.asksForSettings(),
                                file.map(read -> read.path().toString())),
                        GivenOptions.of(options));
        if (!faults.isEmpty()) {
            throw Refused.because(String.join(" ", faults));
        }
        return settings;
    }

    private Waits waits(GlobalOptions options) {
        return new Waits(
                duration(ConfigKey.CONNECT_TIMEOUT, options.connectTimeout(), Duration.ZERO),
                duration(ConfigKey.LOCK_TIMEOUT, options.lockTimeout(), LOCK_TIMEOUT),
                duration(
                        ConfigKey.TABLE_LOCK_TIMEOUT,
                        options.tableLockTimeout(),
                        TABLE_LOCK_TIMEOUT),
                duration(ConfigKey.TABLE_LOCK_RETRY, options.tableLockRetry(), TABLE_LOCK_RETRY),
                cancelBlockers(options.cancelBlockers()));
    }

    private String cancelBlockers(@Nullable String option) {
        Setting setting =
                noted(
                        ConfigKey.CANCEL_BLOCKERS,
                        find(ConfigKey.CANCEL_BLOCKERS, option),
                        CancelBlockers.NONE);
        if (CancelBlockers.parse(setting.value()).isEmpty()) {
            faults.add(CancelBlockers.fault(setting.quoted()) + ".");
        }
        return setting.value();
    }

    private GivenLint lint(GlobalOptions options) {
        GivenLint lint = new GivenLint(environment, file);
        if (options.asksForSettings()) {
            lint.settings().forEach((key, setting) -> said.add("lint." + key, setting));
        }
        return lint;
    }

    private GivenDrift drift(GlobalOptions options) {
        GivenDrift drift = new GivenDrift(file);
        if (options.asksForSettings()) {
            drift.settings().forEach((key, setting) -> said.add("drift." + key, setting));
        }
        return drift;
    }

    private Optional<Path> snapshotFile(Setting setting) {
        noted(ConfigKey.SNAPSHOT_FILE, setting);
        return path(setting, setting.value(), "snapshot file");
    }

    private static List<String> list(@Nullable String option) {
        return option == null ? List.of() : List.of(option);
    }

    private Optional<Setting> find(ConfigKey key, @Nullable String option) {
        return find(key, list(option));
    }

    private Optional<Setting> find(ConfigKey key, List<String> options) {
        if (!options.isEmpty()) {
            return Optional.of(Setting.here(options, key.option()));
        }
        for (String variable : key.variables()) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return Optional.of(Setting.here(List.of(value), variable));
            }
        }
        return file.flatMap(read -> read.find(key));
    }

    private Setting noted(ConfigKey key, Setting setting) {
        said.add(key.key(), setting);
        return setting;
    }

    private Setting noted(ConfigKey key, Optional<Setting> setting, String unsaid) {
        return noted(key, setting.orElseGet(() -> Setting.here(List.of(unsaid), Setting.DEFAULT)));
    }

    private String text(ConfigKey key, @Nullable String option, String unsaid) {
        return noted(key, find(key, option), unsaid).value();
    }

    private Optional<Path> passwordFile(Setting setting) {
        noted(ConfigKey.DATABASE_PASSWORD_FILE, setting);
        if (setting.value().isEmpty()) {
            faults.add(
                    "%s is empty. Name the password file, or leave it out."
                            .formatted(setting.origin()));
            return Optional.empty();
        }
        return path(setting, setting.value(), "password file");
    }

    private List<Path> directories(List<String> options) {
        List<Path> directories = paths(ConfigKey.MIGRATIONS_DIR, options, List.of(DIRECTORY));
        return directories.isEmpty() ? List.of(Path.of(DIRECTORY)) : directories;
    }

    private Layout layout(Setting setting) {
        // The classes of the others may not be there where nobody names one: see scripts/launch.
        return setting.value().equals(OWN_LAYOUT)
                ? Layout.own()
                : GivenLayout.find(setting, faults);
    }

    /** One text of an option or a variable may name several, divided as in a class path. */
    private List<Path> paths(ConfigKey key, List<String> options, List<String> unsaid) {
        Setting setting =
                noted(
                        key,
                        find(key, options).orElseGet(() -> Setting.here(unsaid, Setting.DEFAULT)));
        return setting.values().stream()
                .flatMap(text -> divided(key, setting, text))
                .flatMap(text -> path(setting, text, key.key()).stream())
                .toList();
    }

    /** An empty directory is refused by whoever reads it, an empty entry of a path is none. */
    private static Stream<String> divided(ConfigKey key, Setting setting, String text) {
        boolean whole =
                switch (setting.form()) {
                    case LIST -> !text.isEmpty();
                    case TEXT ->
                            key == ConfigKey.MIGRATIONS_DIR && !text.contains(File.pathSeparator);
                };
        if (whole) {
            return Stream.of(text);
        }
        return Arrays.stream(text.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty());
    }

    private Optional<Path> path(Setting setting, String text, String what) {
        try {
            Path path = Path.of(text);
            return Optional.of(text.isEmpty() ? path : setting.base().resolve(path));
        } catch (InvalidPathException invalid) {
            faults.add("\"%s\" (%s) is no path: %s.".formatted(text, what, invalid.getReason()));
            return Optional.empty();
        }
    }

    private Duration duration(ConfigKey key, @Nullable String option, Duration unsaid) {
        Setting setting = noted(key, find(key, option), DurationText.of(unsaid));
        Optional<Duration> duration = DurationText.parse(setting.value());
        if (duration.isEmpty()) {
            faults.add(DurationText.fault(key.key().replace('-', ' '), setting.quoted()));
        }
        return duration.orElse(unsaid);
    }

    private OutputFormat output(@Nullable String option) {
        Setting setting = noted(ConfigKey.OUTPUT, find(ConfigKey.OUTPUT, option), "text");
        Optional<OutputFormat> format = OutputFormat.parse(setting.value());
        if (format.isEmpty()) {
            faults.add("The output %s is unknown. Use text or json.".formatted(setting.quoted()));
        }
        return format.orElse(OutputFormat.TEXT);
    }

    private boolean flag(ConfigKey key, boolean option) {
        Optional<Setting> setting =
                option
                        ? Optional.of(Setting.here(List.of("true"), key.option()))
                        : find(key, List.of());
        String value = noted(key, setting, "false").value();
        if (!value.equals("true") && !value.equals("false")) {
            faults.add(
                    "\"%s\" (%s) is neither true nor false."
                            .formatted(value, setting.map(Setting::origin).orElse(key.key())));
        }
        return value.equals("true");
    }

    private Verbosity verbosity(GlobalOptions options) {
        if (options.quiet() && options.verbose()) {
            faults.add("-q and -v exclude each other. Leave one of them out.");
        }
        boolean quiet = flag(ConfigKey.QUIET, options.quiet());
        // The option that is given goes before the other one in a file.
        boolean verbose = flag(ConfigKey.VERBOSE, options.verbose()) && !options.quiet();
        if (verbose) {
            return Verbosity.VERBOSE;
        }
        return quiet ? Verbosity.QUIET : Verbosity.NORMAL;
    }
}
