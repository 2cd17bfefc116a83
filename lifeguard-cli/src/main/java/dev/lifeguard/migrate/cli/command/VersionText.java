package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.MigrationVersion;

/** A version as it is typed: the 14 digits of a migration, or a repeatable one's name. */
final class VersionText {

    private static final String REPEATABLE = "r_";

    private VersionText() {}

    /**
     * Reads one.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is no version
     */
    static long parse(String text) {
        try {
            return MigrationVersion.parse(text).number();
        } catch (IllegalArgumentException invalid) {
            throw Refused.because(
                    invalid.getMessage() + ". lifeguard-migrate status lists the versions.");
        }
    }

    /**
     * The same, or what stands for a repeatable migration that is called by {@code r_} and its
     * name.
     */
    static MigrationVersion orRepeatable(String text) {
        return text.startsWith(REPEATABLE) && text.length() > REPEATABLE.length()
                ? MigrationVersion.ofRepeatable(text.substring(REPEATABLE.length()))
                : MigrationVersion.of(parse(text));
    }

    /** The same, where 0 stands for before the first one. */
    static long orZero(String text) {
        return text.matches("0+") ? 0 : parse(text);
    }
}
