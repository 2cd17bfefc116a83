package dev.lifeguard.migrate.report.told;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.List;

/**
 * What a run did.
 *
 * @param applied what it applied, in the order in which it did
 * @param rolledBack what it rolled back, in the order in which it did
 * @param pending what is left to apply
 * @param warnings what is worth a look
 */
public record ToldReport(
        List<MigrationResult> applied,
        List<MigrationResult> rolledBack,
        List<PendingMigration> pending,
        List<String> warnings)
        implements MigrationReport {

    /** Copies the lists. */
    public ToldReport {
        applied = List.copyOf(applied);
        rolledBack = List.copyOf(rolledBack);
        pending = List.copyOf(pending);
        warnings = List.copyOf(warnings);
    }

    /**
     * One migration that a run applied or rolled back.
     *
     * @param version the version
     * @param name the migration's name
     * @param executionTime what its statements took, as this process measured it
     * @param attempts how often it was tried
     * @param lockWait what it waited for locks
     */
    public record ToldResult(
            MigrationVersion version,
            String name,
            Duration executionTime,
            int attempts,
            Duration lockWait)
            implements MigrationResult {

        /** One that waited for nobody. */
        public ToldResult(MigrationVersion version, String name, Duration executionTime) {
            this(version, name, executionTime, 1, Duration.ZERO);
        }
    }
}
