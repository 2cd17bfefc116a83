package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.connect.words.Refused;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a project says of its rules, as it is written.
 *
 * @param levels {@code error}, {@code warning}, {@code info} or {@code off}, by the names of rules
 * @param postgresVersion the oldest major version that the migrations run on
 * @param smallTable up to which size a table is small, with its unit: {@code 1MB}
 */
public record WrittenLintSettings(
        Map<String, Written> levels,
        Optional<Written> postgresVersion,
        Optional<Written> smallTable) {

    private static final Pattern SIZE = Pattern.compile("(?i)(\\d{1,9})\\s*(B|kB|MB|GB|TB)");
    private static final String UNITS = "BKMGT";
    private static final int NEWEST_THINKABLE = 99;

    /** Copies the map. */
    public WrittenLintSettings {
        levels = Map.copyOf(levels);
    }

    /**
     * A value.
     *
     * @param quoted in quotes, with the place where it was said
     */
    public record Written(String value, String quoted) {

        /** One that was said at a place that needs no words. */
        public static Written of(String value) {
            return new Written(value, "\"" + value + "\"");
        }
    }

    /**
     * What that means.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException with all that is wrong in it
     */
    public LintSettings read() {
        List<String> faults = new ArrayList<>();
        LintSettings settings =
                new LintSettings(
                        levels(faults),
                        postgresVersion
                                .map(it -> version(it, faults))
                                .orElse(LintSettings.DEFAULT.postgresVersion()),
                        smallTable
                                .map(it -> size(it, faults))
                                .orElse(LintSettings.DEFAULT.smallTable()));
        if (!faults.isEmpty()) {
            throw Refused.because(String.join(" ", faults));
        }
        return settings;
    }

    private Map<LintRule, Optional<LintLevel>> levels(List<String> faults) {
        Map<LintRule, Optional<LintLevel>> all = new EnumMap<>(LintRule.class);
        for (String name : levels.keySet().stream().sorted().toList()) {
            Optional<LintRule> rule = LintRule.of(name);
            if (rule.isPresent()) {
                all.put(rule.get(), level(name, faults));
            } else {
                faults.add(
                        "The rule \"%s\" is unknown. Did you mean \"%s\"?"
                                .formatted(name, LintRule.nearest(name).ruleName()));
            }
        }
        return all;
    }

    private Optional<LintLevel> level(String rule, List<String> faults) {
        Written written = levels.getOrDefault(rule, Written.of(""));
        return switch (written.value()) {
            case "error" -> Optional.of(LintLevel.ERROR);
            case "warning" -> Optional.of(LintLevel.WARNING);
            case "info" -> Optional.of(LintLevel.INFO);
            case "off" -> Optional.empty();
            default -> {
                faults.add(
                        "The level of the rule \"%s\" is %s. Use error, warning, info or off."
                                .formatted(rule, written.quoted()));
                yield Optional.empty();
            }
        };
    }

    private static int version(Written written, List<String> faults) {
        int oldest = LintSettings.OLDEST_VERSION;
        String text = written.value();
        int version = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
        if (version < oldest || version > NEWEST_THINKABLE) {
            faults.add(
                    "The postgres-version is %s. Write the oldest major version that the migrations run on, %s or newer."
                            .formatted(written.quoted(), oldest));
            return oldest;
        }
        return version;
    }

    private static long size(Written written, List<String> faults) {
        Matcher size = SIZE.matcher(written.value().strip());
        if (!size.matches()) {
            faults.add(
                    "The small-table is %s, which is no size. Write a whole number and its unit: 512kB, 1MB or 2GB."
                            .formatted(written.quoted()));
            return 0;
        }
        int steps = UNITS.indexOf(Character.toUpperCase(size.group(2).charAt(0)));
        return Long.parseLong(size.group(1)) << (10 * steps);
    }
}
