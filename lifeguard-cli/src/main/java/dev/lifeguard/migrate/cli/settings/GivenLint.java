package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.Refused;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
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

    /** The levels of rules, by their names. */
    public Map<String, Told> levels() {
        Map<String, Told> levels = new TreeMap<>();
        settings()
                .forEach(
                        (key, setting) -> {
                            if (key.startsWith(LintTable.LEVEL)) {
                                levels.put(key.substring(LintTable.LEVEL.length()), told(setting));
                            }
                        });
        return levels;
    }

    /** The oldest major version of PostgreSQL, where it is said. */
    public Optional<Told> postgresVersion() {
        return one(LintTable.POSTGRES_VERSION);
    }

    /** Up to which size a table is small, where it is said. */
    public Optional<Told> smallTable() {
        return one(LintTable.SMALL_TABLE);
    }

    private Optional<Told> one(String key) {
        return Optional.ofNullable(settings().get(key)).map(GivenLint::told);
    }

    private static Told told(Setting setting) {
        return new Told(setting.value(), setting.quoted());
    }

    /**
     * A value.
     *
     * @param quoted in quotes, with the place where it was said
     */
    public record Told(String value, String quoted) {}

    /** Whether a file, relative to its migrations directory, is not to be looked at. */
    public Predicate<String> excluded() {
        Setting setting = settings().get(LintTable.EXCLUDE);
        List<PathMatcher> matchers =
                setting == null
                        ? List.of()
                        : setting.values().stream()
                                .flatMap(GivenLint::alsoAtTheTop)
                                .map(glob -> matcher(glob, setting))
                                .toList();
        return name -> matchers.stream().anyMatch(each -> each.matches(Path.of(name)));
    }

    /** Between "**" and "/" there may be no folder at all. */
    private static Stream<String> alsoAtTheTop(String glob) {
        return glob.startsWith("**/") ? Stream.of(glob, glob.substring(3)) : Stream.of(glob);
    }

    private static PathMatcher matcher(String glob, Setting setting) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException invalid) {
            throw Refused.because(
                    "%s: \"%s\" is no pattern for paths: %s."
                            .formatted(setting.origin(), glob, invalid.getDescription()),
                    invalid);
        }
    }
}
