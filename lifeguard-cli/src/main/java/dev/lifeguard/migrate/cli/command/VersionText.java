package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.CalledVersion;
import dev.lifeguard.migrate.source.catalog.UnversionedText;
import java.util.List;

/**
 * A version as it is typed: the 14 digits of a migration, or a repeatable one's name; in a layout
 * of another tool the label of one that is there.
 */
final class VersionText {

    private VersionText() {}

    /**
     * Reads one.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is no version, or, in a
     *     layout of another tool, none that is there
     */
    static MigrationVersion parse(String text, Invocation invocation) {
        if (!invocation.settings().layout().equals(Layout.own())) {
            return CalledVersion.required(
                    text,
                    invocation.settings().layout(),
                    invocation.catalog(),
                    () -> applied(invocation));
        }
        try {
            return MigrationVersion.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw Refused.because(
                    UnversionedText.instead(text).orElse(invalid.getMessage())
                            + ". lifeguard-migrate status lists the versions.");
        }
    }

    private static List<MigrationVersion> applied(Invocation invocation) {
        return invocation.migrator().status().applied().stream()
                .map(MigrationRecord::version)
                .toList();
    }

    /**
     * The same, or what stands for a repeatable migration that is called by {@code r_} and its
     * name.
     */
    static MigrationVersion orRepeatable(String text, Invocation invocation) {
        return UnversionedText.repeatable(text).orElseGet(() -> parse(text, invocation));
    }

    /** The number of the same, where 0 stands for before the first one, unless one is called so. */
    static long orZero(String text, Invocation invocation) {
        if (!invocation.settings().layout().equals(Layout.own())) {
            return CalledVersion.orZero(
                    text,
                    invocation.settings().layout(),
                    invocation.catalog(),
                    () -> applied(invocation));
        }
        return text.matches("0+") ? 0 : parse(text, invocation).number();
    }
}
