package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.MigrationVersion;

/** A version as it is typed: the 14 digits of a migration. */
final class VersionText {

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

    /** The same, where 0 stands for before the first one. */
    static long orZero(String text) {
        return text.matches("0+") ? 0 : parse(text);
    }
}
