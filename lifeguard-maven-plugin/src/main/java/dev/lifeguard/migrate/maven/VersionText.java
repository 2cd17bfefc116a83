package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.CalledVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.UnversionedText;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Versions as parameters have them: the 14 digits of a migration; in a layout of another tool the
 * label of one that is there.
 *
 * @param catalog reads the files
 * @param status asks the database
 */
record VersionText(
        Layout layout, Supplier<MigrationCatalog> catalog, Supplier<MigrationStatus> status) {

    /**
     * Reads one.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is no version, or, in a
     *     layout of another tool, none that is there
     */
    MigrationVersion parse(String text) {
        if (!layout.equals(Layout.own())) {
            return CalledVersion.required(text, layout, catalog.get(), this::applied);
        }
        try {
            return MigrationVersion.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw Refused.because(
                    UnversionedText.instead(text).orElse(invalid.getMessage())
                            + ". mvn lifeguard:status lists the versions.");
        }
    }

    private List<MigrationVersion> applied() {
        return status.get().applied().stream().map(MigrationRecord::version).toList();
    }

    /** The same, or what stands for a repeatable migration that is called {@code r_NAME}. */
    MigrationVersion orRepeatable(String text) {
        return UnversionedText.repeatable(text).orElseGet(() -> parse(text));
    }

    /**
     * How far to go.
     *
     * @param target a version, where 0 stands for before the first one, unless one is called so
     * @param unsaid where neither is given
     */
    Target target(@Nullable Integer steps, @Nullable String target, Target unsaid) {
        if (steps != null && target != null) {
            throw Refused.because("steps and target exclude each other. Leave one of them out.");
        }
        if (steps != null) {
            return Target.steps(steps);
        }
        if (target == null) {
            return unsaid;
        }
        return Target.version(number(target));
    }

    private long number(String target) {
        if (!layout.equals(Layout.own())) {
            return CalledVersion.orZero(target, layout, catalog.get(), this::applied);
        }
        return target.matches("0+") ? 0 : parse(target).number();
    }
}
