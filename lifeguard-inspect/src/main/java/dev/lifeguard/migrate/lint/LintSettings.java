package dev.lifeguard.migrate.lint;

import java.util.Map;
import java.util.Optional;

/**
 * What a project says of its rules.
 *
 * @param levels by rule; empty switches it off, and a rule that is not named has its own level
 * @param postgresVersion the oldest major version that the migrations run on
 * @param smallTable up to how many bytes a table is small, so that what is about its size is info
 */
public record LintSettings(
        Map<LintRule, Optional<LintLevel>> levels, int postgresVersion, long smallTable) {

    /** The oldest version that this tool knows. */
    public static final int OLDEST_VERSION = 14;

    /** What is small where nothing is said: 1 MB. */
    public static final long SMALL_TABLE = 1_048_576;

    /** What holds where a project says nothing. */
    public static final LintSettings DEFAULT =
            new LintSettings(Map.of(), OLDEST_VERSION, SMALL_TABLE);

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException where a number is none that can be meant
     */
    public LintSettings {
        levels = Map.copyOf(levels);
        if (postgresVersion < OLDEST_VERSION || smallTable < 0) {
            throw new IllegalArgumentException(
                    "The oldest version is at least %s and a size is not negative, not %s and %s."
                            .formatted(OLDEST_VERSION, postgresVersion, smallTable));
        }
    }

    /** The level of a rule; empty where it is off. */
    Optional<LintLevel> level(LintRule rule) {
        Optional<LintLevel> said = levels.get(rule);
        return said == null ? rule.level() : said;
    }
}
