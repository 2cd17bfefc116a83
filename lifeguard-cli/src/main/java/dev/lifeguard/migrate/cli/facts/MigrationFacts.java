package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one migration.
 *
 * @param version the version
 * @param name the migration's name
 * @param file what its file holds; empty when there is none
 * @param applied its row in the history; empty unless it is applied whole
 * @param origin the tool from whose history its row was taken over; empty of any other
 * @param pending how it is pending; empty when it is applied whole, unless it is a repeatable one
 *     that was edited since
 * @param made what it made; empty when that is not known
 * @param batches how far its batches are; empty where it is not applied, or has none
 * @param problems what does not fit together about it
 */
public record MigrationFacts(
        MigrationVersion version,
        String name,
        Optional<FileFacts> file,
        Optional<MigrationRecord> applied,
        Optional<String> origin,
        Optional<PendingMigration> pending,
        Optional<MadeObjects> made,
        Optional<BatchStatus> batches,
        List<ErrorDetail> problems) {

    /** Copies the list. */
    public MigrationFacts {
        problems = List.copyOf(problems);
    }

    /** Whether it is a repeatable one that was edited since it was applied. */
    public boolean isEdited() {
        return applied.isPresent() && pending.isPresent();
    }
}
