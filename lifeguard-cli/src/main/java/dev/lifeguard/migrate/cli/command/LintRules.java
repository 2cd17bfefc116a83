package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.settings.GivenLint;
import dev.lifeguard.migrate.cli.settings.GivenLint.Told;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintRule;
import dev.lifeguard.migrate.lint.LintSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a project says of its rules, with all that is wrong in one message. */
final class LintRules {

    private static final Pattern SIZE = Pattern.compile("(?i)(\\d{1,9})\\s*(B|kB|MB|GB|TB)");
    private static final String UNITS = "BKMGT";
    private static final int NEWEST_THINKABLE = 99;

    private final List<String> faults = new ArrayList<>();

    private LintRules() {}

    /**
     * Those of the settings.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when they cannot be used
     */
    static LintSettings of(GivenLint given) {
        LintRules reader = new LintRules();
        LintSettings settings =
                new LintSettings(
                        reader.levels(given.levels()),
                        given.postgresVersion()
                                .map(reader::version)
                                .orElse(LintSettings.DEFAULT.postgresVersion()),
                        given.smallTable()
                                .map(reader::size)
                                .orElse(LintSettings.DEFAULT.smallTable()));
        if (!reader.faults.isEmpty()) {
            throw Refused.because(String.join(" ", reader.faults));
        }
        return settings;
    }

    private Map<LintRule, Optional<LintLevel>> levels(Map<String, Told> given) {
        Map<LintRule, Optional<LintLevel>> levels = new EnumMap<>(LintRule.class);
        given.forEach(
                (name, told) ->
                        LintRule.of(name).ifPresent(rule -> levels.put(rule, level(name, told))));
        return levels;
    }

    private Optional<LintLevel> level(String rule, Told told) {
        return switch (told.value()) {
            case "error" -> Optional.of(LintLevel.ERROR);
            case "warning" -> Optional.of(LintLevel.WARNING);
            case "info" -> Optional.of(LintLevel.INFO);
            case "off" -> Optional.empty();
            default -> {
                faults.add(
                        "The level of the rule \"%s\" is %s. Use error, warning, info or off."
                                .formatted(rule, told.quoted()));
                yield Optional.empty();
            }
        };
    }

    private int version(Told told) {
        int oldest = LintSettings.OLDEST_VERSION;
        int version = told.value().matches("\\d{1,2}") ? Integer.parseInt(told.value()) : 0;
        if (version < oldest || version > NEWEST_THINKABLE) {
            faults.add(
                    "The postgres-version is %s. Write the oldest major version that the migrations run on, %s or newer."
                            .formatted(told.quoted(), oldest));
            return oldest;
        }
        return version;
    }

    private long size(Told told) {
        Matcher size = SIZE.matcher(told.value().strip());
        if (!size.matches()) {
            faults.add(
                    "The small-table is %s, which is no size. Write a whole number and its unit: 512kB, 1MB or 2GB."
                            .formatted(told.quoted()));
            return 0;
        }
        int steps = UNITS.indexOf(Character.toUpperCase(size.group(2).charAt(0)));
        return Long.parseLong(size.group(1)) << (10 * steps);
    }
}
