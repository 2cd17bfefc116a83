package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import java.util.List;

/**
 * What a run has committed, and what it told of.
 *
 * @param applied in the order in which it was
 * @param rolledBack in the order in which it was
 * @param warnings what was worth a look while it ran, in sentences
 */
public record Done(
        List<MigrationResult> applied, List<MigrationResult> rolledBack, List<String> warnings) {

    /** Nothing at all. */
    static final Done NOTHING = new Done(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Done {
        applied = List.copyOf(applied);
        rolledBack = List.copyOf(rolledBack);
        warnings = List.copyOf(warnings);
    }
}
