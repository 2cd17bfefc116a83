package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** A version as a parameter has it: the 14 digits of a migration. */
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
                    invalid.getMessage() + ". mvn lifeguard:status lists the versions.");
        }
    }

    /**
     * How far to go.
     *
     * @param target a version, where 0 stands for before the first one
     * @param unsaid where neither is given
     */
    static Target target(@Nullable Integer steps, @Nullable String target, Target unsaid) {
        if (steps != null && target != null) {
            throw Refused.because("steps and target exclude each other. Leave one of them out.");
        }
        if (steps != null) {
            return Target.steps(steps);
        }
        if (target == null) {
            return unsaid;
        }
        return Target.version(target.matches("0+") ? 0 : parse(target));
    }
}
