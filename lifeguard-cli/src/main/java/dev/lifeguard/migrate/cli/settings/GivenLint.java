package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.lint.ExcludedFiles;
import dev.lifeguard.migrate.lint.WrittenLintSettings;
import dev.lifeguard.migrate.lint.WrittenLintSettings.Written;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What lint is told, by the configuration file and the environment. It is read when lint is asked
 * for: variables that it names may be missing elsewhere.
 */
public final class GivenLint {

    /** The variable that says whether {@code up} asks lint. */
    public static final String VARIABLE = "LIFEGUARD_LINT";

    private final Map<String, String> environment;
    private final Optional<ConfigFile> file;

    GivenLint(Map<String, String> environment, Optional<ConfigFile> file) {
        this.environment = environment;
        this.file = file;
    }

    /** What {@code up} does with findings. */
    public enum Mode {
        /** It looks for none. */
        OFF,
        /** It tells them, and goes on. */
        WARN,
        /** One of level error stops it before anything runs. */
        ERROR
    }

    /** All that the file says, by its keys. */
    Map<String, Setting> settings() {
        return file.map(ConfigFile::lint).orElse(Map.of());
    }

    /**
     * What {@code up} does.
     *
     * @param option as it was given, or null
     */
    public Mode mode(@Nullable String option) {
        String variable = environment.getOrDefault(VARIABLE, "");
        String text = option == null ? variable : option;
        return switch (text) {
            case "" -> {
                if (option == null) {
                    yield Mode.OFF;
                }
                throw unknown("--lint", text);
            }
            case "off" -> Mode.OFF;
            case "warn" -> Mode.WARN;
            case "error" -> Mode.ERROR;
            default -> throw unknown(option == null ? VARIABLE : "--lint", text);
        };
    }

    private static RuntimeException unknown(String origin, String text) {
        return Refused.because("%s is \"%s\". Use off, warn or error.".formatted(origin, text));
    }

    /** What is said of the rules. */
    public WrittenLintSettings rules() {
        Map<String, Written> levels = new TreeMap<>();
        settings()
                .forEach(
                        (key, setting) -> {
                            if (key.startsWith(LintTable.LEVEL)) {
                                String rule = key.substring(LintTable.LEVEL.length());
                                levels.put(rule, written(setting));
                            }
                        });
        return new WrittenLintSettings(
                levels, one(LintTable.POSTGRES_VERSION), one(LintTable.SMALL_TABLE));
    }

    private Optional<Written> one(String key) {
        return Optional.ofNullable(settings().get(key)).map(GivenLint::written);
    }

    private static Written written(Setting setting) {
        return new Written(setting.value(), setting.quoted());
    }

    /** Whether a file, relative to its migrations directory, is not to be looked at. */
    public Predicate<String> excluded() {
        Setting setting = settings().get(LintTable.EXCLUDE);
        return setting == null
                ? name -> false
                : ExcludedFiles.matching(setting.values(), setting.origin());
    }
}
