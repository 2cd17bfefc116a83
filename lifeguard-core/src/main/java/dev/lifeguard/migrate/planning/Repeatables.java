package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holding the repeatable migrations of a catalog against the history shows, in the order in
 * which they are applied.
 *
 * <p>One is pending where it was never applied or its checksum is another one now, and where it
 * stopped part-way: then it begins again at its first statement. A row without a file is nothing to
 * do.
 */
final class Repeatables {

    private final UpSteps upSteps;
    private final List<String> warnings;
    private final List<HistoryRow> applied = new ArrayList<>();
    private final List<PendingMigration> pending = new ArrayList<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<PlanProblem> unusable = new ArrayList<>();
    private final List<PlanProblem> partWay = new ArrayList<>();

    /**
     * Looks at all of them.
     *
     * @param warnings gets what is worth a look about one
     */
    Repeatables(MigrationCatalog catalog, History history, UpSteps upSteps, List<String> warnings) {
        this.upSteps = upSteps;
        this.warnings = warnings;
        Map<MigrationVersion, HistoryRow> rows = new HashMap<>();
        for (HistoryRow row : history.repeatables()) {
            rows.put(row.version(), row);
        }
        for (SqlScript script : catalog.repeatables()) {
            compare(script, rows.remove(script.version()));
        }
        rows.values().forEach(this::addWithoutFile);
        applied.sort(Comparator.comparing(HistoryRow::name));
    }

    /** What the database holds whole. */
    List<HistoryRow> applied() {
        return applied;
    }

    /** What is to be applied. */
    List<PendingMigration> pending() {
        return pending;
    }

    /** The steps that do. */
    List<PlannedStep> steps() {
        return steps;
    }

    /** Files that cannot be used. */
    List<PlanProblem> unusable() {
        return unusable;
    }

    /** Those that stopped part-way, with which {@code up} goes on. */
    List<PlanProblem> partWay() {
        return partWay;
    }

    private void addWithoutFile(HistoryRow row) {
        if (row.success()) {
            applied.add(row);
        } else {
            warnings.add(
                    "The repeatable migration %s stopped part-way, and its file is gone.%s"
                            .formatted(row.label(), left(row)));
        }
    }

    private static String left(HistoryRow row) {
        HistoryRow.Progress progress = row.progress();
        return progress == null || progress.left().isEmpty()
                ? ""
                : " It left " + String.join(", and ", progress.left()) + ".";
    }

    private void compare(SqlScript script, @Nullable HistoryRow row) {
        if (row != null && row.success()) {
            applied.add(row);
            if (script.matches(row.checksum())) {
                return;
            }
        }
        HistoryRow.Progress progress = row == null ? null : row.progress();
        pending.add(
                new Unapplied(
                        script.version(),
                        script.name(),
                        progress == null ? null : progress.statementsDone()));
        if (row != null && progress != null) {
            partWay.add(new PlanProblem.PartWay(row, PartWayAdvice.ofRepeatable(progress)));
        }
        try {
            steps.add(upSteps.again(script, progress));
        } catch (InvalidScriptException unreadable) {
            unusable.add(new PlanProblem.Unusable(unreadable.detail()));
        }
    }
}
