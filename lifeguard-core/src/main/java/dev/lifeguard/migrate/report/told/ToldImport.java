package dev.lifeguard.migrate.report.told;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was taken over from another tool's history, or taken back.
 *
 * @param imported what was taken over, in the order in which the tool applied it
 * @param takenBack what an undone import had taken over
 * @param pending what is left to apply
 * @param warnings what is worth a look
 */
public record ToldImport(
        List<ImportedMigration> imported,
        List<ImportedMigration> takenBack,
        List<PendingMigration> pending,
        List<String> warnings)
        implements ImportReport {

    /** Copies the lists. */
    public ToldImport {
        imported = List.copyOf(imported);
        takenBack = List.copyOf(takenBack);
        pending = List.copyOf(pending);
        warnings = List.copyOf(warnings);
    }

    /** One migration that another tool applied. */
    public record ToldImported(MigrationVersion version, String name, @Nullable Instant appliedAt)
            implements ImportedMigration {}
}
