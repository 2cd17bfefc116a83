package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.ConfigTables.Place;
import dev.lifeguard.migrate.cli.settings.ConfigTables.Said;
import dev.lifeguard.migrate.cli.settings.ConfigTables.Table;
import dev.lifeguard.migrate.connect.file.SmallTextFile;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a configuration file, and refuses what it says that nobody reads. */
final class TomlReader {

    private static final String PLACEHOLDERS = "placeholders";
    private static final String ENVIRONMENTS = "env";

    private static final String LINT = "lint";
    private static final String DRIFT = "drift";

    /** Its commands read it by themselves. */
    private static final String FLEET = "fleet";

    private final Path file;
    private final List<ConfigurationException> faults = new ArrayList<>();

    private TomlReader(Path file) {
        this.file = file;
    }

    /**
     * Reads one.
     *
     * @throws ConfigurationException with the place of every key that is unknown or of another
     *     shape, or that of the first fault of its syntax
     */
    static ConfigTables read(Path file) {
        return new TomlReader(file).tables();
    }

    private ConfigTables tables() {
        TomlParseResult parsed = parsed(text());
        Table top = table(parsed, Level.TOP, "");
        Map<String, Table> environments = new TreeMap<>();
        if (parsed.get(List.of(ENVIRONMENTS)) instanceof TomlTable named) {
            for (String name : named.keySet()) {
                if (named.get(List.of(name)) instanceof TomlTable environment) {
                    environments.put(name, table(environment, Level.ENVIRONMENT, name));
                } else {
                    fault(place(named, name), noTable(name));
                }
            }
        }
        refuseFaults();
        return new ConfigTables(file, top, environments);
    }

    private static String noTable(String environment) {
        return ConfigKey.of(environment).isPresent()
                ? "\"%s\" is no table. Write it below [env.NAME], or at the top of the file for all environments."
                        .formatted(environment)
                : "\"%s\" is no table. Write what holds for the environment \"%s\" below [env.%s]."
                        .formatted(environment, environment, environment);
    }

    private String text() {
        try {
            return SmallTextFile.read(file);
        } catch (CharacterCodingException other) {
            throw Refused.because(
                    "The configuration file %s is no text in UTF-8. Save it as UTF-8."
                            .formatted(file),
                    other);
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                                    ErrorKind.FILE_NOT_FOUND,
                                    "The configuration file %s cannot be read: %s."
                                            .formatted(
                                                    file,
                                                    Files.isDirectory(file)
                                                            ? "it is a folder"
                                                            : FaultText.of(unreadable)))
                            .withFile(file.toString()),
                    unreadable);
        }
    }

    private TomlParseResult parsed(String text) {
        try {
            TomlParseResult parsed = Toml.parse(text);
            if (parsed.hasErrors()) {
                throw syntax(parsed.errors().getFirst());
            }
            return parsed;
        } catch (StackOverflowError deep) {
            // The parser calls itself for each bracket.
            throw Refused.because(
                    "The configuration file %s cannot be read: its brackets are nested too deep."
                            .formatted(file),
                    deep);
        }
    }

    private ConfigurationException syntax(TomlParseError error) {
        TomlPosition position = error.position();
        return new Place(file, position.line(), position.column())
                .refuse("this is no TOML: %s.".formatted(error.getMessage()));
    }

    /** Where a table is in the file. */
    private enum Level {
        TOP,
        ENVIRONMENT;

        /** The tables that may be in it. */
        Set<String> tables() {
            return switch (this) {
                case TOP -> Set.of(PLACEHOLDERS, LINT, DRIFT, FLEET, ENVIRONMENTS);
                case ENVIRONMENT -> Set.of(PLACEHOLDERS, LINT, DRIFT, FLEET);
            };
        }
    }

    /**
     * Reads one.
     *
     * @param environment whose table it is; empty for the top
     */
    private Table table(TomlTable table, Level level, String environment) {
        Map<ConfigKey, Said> settings = new EnumMap<>(ConfigKey.class);
        Map<String, Said> placeholders = new TreeMap<>();
        Map<String, Said> lint = new TreeMap<>();
        Map<String, Said> drift = new TreeMap<>();
        for (String key : table.keySet()) {
            Place place = place(table, key);
            Object value = table.get(List.of(key));
            if (level.tables().contains(key)) {
                if (!(value instanceof TomlTable inner)) {
                    fault(place, "\"%s\" is a table. Write %s.".formatted(key, heading(key)));
                } else if (key.equals(PLACEHOLDERS)) {
                    placeholders.putAll(placeholders(inner));
                } else if (key.equals(LINT)) {
                    lint.putAll(new LintTable(inner, this::place, this::fault).read());
                } else if (key.equals(DRIFT)) {
                    drift.putAll(new DriftTable(inner, this::place, this::fault).read());
                }
            } else {
                ConfigKey.of(key)
                        .ifPresentOrElse(
                                known -> put(settings, known, value, place),
                                () -> fault(place, unknown(key, value, level, environment)));
            }
        }
        return new Table(settings, placeholders, lint, drift);
    }

    private void put(
            Map<ConfigKey, Said> settings, ConfigKey key, @Nullable Object value, Place place) {
        List<String> texts = texts(key.shape(), value);
        if (texts.isEmpty()) {
            fault(
                    place,
                    "the value of \"%s\" is not %s.".formatted(key.key(), key.shape().words()));
        } else {
            settings.put(key, new Said(texts, form(value), place));
        }
    }

    private static Setting.Form form(@Nullable Object value) {
        return value instanceof TomlArray ? Setting.Form.LIST : Setting.Form.TEXT;
    }

    /** Empty where the value has another shape. */
    private static List<String> texts(ConfigKey.Shape shape, @Nullable Object value) {
        return switch (shape) {
            case TEXT, DURATION -> value instanceof String text ? List.of(text) : List.of();
            case FLAG -> value instanceof Boolean flag ? List.of(flag.toString()) : List.of();
            case PATHS -> {
                if (value instanceof String text) {
                    yield List.of(text);
                }
                yield value instanceof TomlArray array
                                && array.toList().stream().allMatch(String.class::isInstance)
                        ? array.toList().stream().map(Object::toString).toList()
                        : List.of();
            }
        };
    }

    /** A name with dots in it is a table in a table. */
    private Map<String, Said> placeholders(TomlTable table) {
        Map<String, Said> placeholders = new TreeMap<>();
        for (List<String> path : table.keyPathSet()) {
            String name = String.join(".", path);
            Place place = place(table.inputPositionOf(path));
            if (table.get(path) instanceof String text) {
                placeholders.put(name, new Said(List.of(text), Setting.Form.TEXT, place));
            } else {
                fault(
                        place,
                        "the value of the placeholder \"%s\" is not a text in quotes."
                                .formatted(name));
            }
        }
        return placeholders;
    }

    private static String heading(String table) {
        return table.equals(ENVIRONMENTS) ? "[env.NAME]" : "[%s]".formatted(table);
    }

    private static String unknown(
            String key, @Nullable Object value, Level level, String environment) {
        String sentence =
                UnknownKey.sentence(
                        key,
                        Stream.concat(
                                        Arrays.stream(ConfigKey.values()).map(ConfigKey::key),
                                        level.tables().stream())
                                .toList());
        if (!(value instanceof TomlTable) || sentence.endsWith("?")) {
            return sentence;
        }
        return sentence
                + switch (level) {
                    case TOP -> " An environment is written [env.NAME].";
                    case ENVIRONMENT ->
                            " An environment whose name has a dot is written [env.\"%s.%s\"]."
                                    .formatted(environment, key);
                };
    }

    private Place place(TomlTable table, String key) {
        return place(table.inputPositionOf(List.of(key)));
    }

    private Place place(@Nullable TomlPosition position) {
        return position == null
                ? new Place(file, 1, 1)
                : new Place(file, position.line(), position.column());
    }

    private void fault(Place place, String sentence) {
        faults.add(place.refuse(sentence));
    }

    /** One error for all, at the place of the first. */
    private void refuseFaults() {
        if (faults.isEmpty()) {
            return;
        }
        faults.sort(Comparator.comparingInt(fault -> line(fault.detail())));
        ErrorDetail first = faults.getFirst().detail();
        throw new ConfigurationException(
                new ErrorDetail(
                        first.kind(),
                        faults.stream()
                                .map(fault -> fault.detail().message())
                                .collect(Collectors.joining(" ")),
                        null,
                        first.file(),
                        first.line(),
                        first.column(),
                        null),
                null);
    }

    private static int line(ErrorDetail detail) {
        Integer line = detail.line();
        return line == null ? 0 : line;
    }
}
