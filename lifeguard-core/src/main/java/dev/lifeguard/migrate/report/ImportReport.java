package dev.lifeguard.migrate.report;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was taken over from another tool's history, or taken back. Immutable; this library makes it,
 * and may give it more methods. Two are equal where all that they tell is.
 */
public interface ImportReport {

    /** What was taken over, or would be, in the order in which the tool applied it. */
    List<ImportedMigration> imported();

    /** What an undone import had taken over, the one that was applied last first. */
    List<ImportedMigration> takenBack();

    /** What is left to apply. */
    List<PendingMigration> pending();

    /** What is worth a look. */
    List<String> warnings();

    /** One migration that another tool applied. */
    interface ImportedMigration {

        /** The version; of a repeatable one, which has none, what stands for it. */
        MigrationVersion version();

        /** Whether it is a repeatable one. */
        default boolean repeatable() {
            return version().isRepeatable();
        }

        /** The migration's name. */
        String name();

        /**
         * When it was applied, as the history has it, which is the time of the import where the
         * tool does not say it; null where that is still to come.
         */
        @Nullable Instant appliedAt();
    }
}
