package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import java.util.List;

/**
 * What a run has committed.
 *
 * @param applied in the order in which it was
 * @param rolledBack in the order in which it was
 */
public record Done(List<MigrationResult> applied, List<MigrationResult> rolledBack) {

    /** Nothing at all. */
    static final Done NOTHING = new Done(List.of(), List.of());

    /** Copies the lists. */
    public Done {
        applied = List.copyOf(applied);
        rolledBack = List.copyOf(rolledBack);
    }
}
