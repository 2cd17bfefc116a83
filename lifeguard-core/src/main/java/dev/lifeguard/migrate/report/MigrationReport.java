package dev.lifeguard.migrate.report;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.List;

/**
 * What a run did. Immutable; this library makes it, and may give it more methods. Two are equal
 * where all that they tell is.
 */
public interface MigrationReport {

    /** What it applied, in the order in which it did. */
    List<MigrationResult> applied();

    /** What it rolled back, in the order in which it did. */
    List<MigrationResult> rolledBack();

    /** What is left to apply. */
    List<PendingMigration> pending();

    /** What is worth a look. */
    List<String> warnings();

    /** One migration that a run applied or rolled back. */
    interface MigrationResult {

        /** The version; of a repeatable one, which has none, what stands for it. */
        MigrationVersion version();

        /** Whether it is a repeatable one. */
        default boolean repeatable() {
            return version().isRepeatable();
        }

        /** The migration's name. */
        String name();

        /** What its statements took, as this process measured it; 0 where none ran. */
        Duration executionTime();

        /**
         * How often it was tried, with the one that did it: more than once where it met locks of
         * other transactions.
         */
        default int attempts() {
            return 1;
        }

        /** What it waited for locks of other transactions, as far as that was seen. */
        default Duration lockWait() {
            return Duration.ZERO;
        }
    }
}
