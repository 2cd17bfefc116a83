package dev.lifeguard.migrate;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is left after a run follows from its plan and what it did. */
final class Reports {

    private Reports() {}

    static MigrationReport of(
            PlannedRun plan, List<MigrationResult> results, MigrationCatalog catalog) {
        List<String> warnings = plan.status().warnings();
        return switch (plan.direction()) {
            case UP -> new ToldReport(results, List.of(), left(plan, results), warnings);
            case DOWN ->
                    new ToldReport(
                            List.of(), results, leftAfterDown(plan, results, catalog), warnings);
        };
    }

    private static List<PendingMigration> left(PlannedRun plan, List<MigrationResult> applied) {
        if (applied.isEmpty()) {
            return plan.status().pending();
        }
        Set<MigrationVersion> done = new HashSet<>();
        for (MigrationResult result : applied) {
            done.add(result.version());
        }
        List<PendingMigration> left = new ArrayList<>();
        for (PendingMigration pending : plan.status().pending()) {
            if (!done.contains(pending.version())) {
                left.add(pending);
            }
        }
        return left;
    }

    private static List<PendingMigration> leftAfterDown(
            PlannedRun plan, List<MigrationResult> rolledBack, MigrationCatalog catalog) {
        List<PendingMigration> left = new ArrayList<>(left(plan, rolledBack));
        rolledBack.stream()
                .filter(result -> catalog.find(result.version().number()).isPresent())
                .map(result -> new Unapplied(result.version(), result.name(), null))
                .forEach(left::add);
        List<MigrationVersion> order = plan.status().order();
        left.sort(Comparator.comparingInt(pending -> order.indexOf(pending.version())));
        return left;
    }
}
