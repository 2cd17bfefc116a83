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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holding the repeatable migrations of a catalog against the history shows, in the order in
 * which they are applied.
 *
 * <p>One is pending where it was never applied or its checksum is another one now, and where it
 * stopped part-way: then it begins again at its first statement. A row without a file is nothing to
 * do, unless it is part-way: then a person has to say what became of it.
 */
final class Repeatables {

    private final UpSteps upSteps;
    private final List<HistoryRow> applied = new ArrayList<>();
    private final Set<MigrationVersion> withoutFile = new HashSet<>();
    private final List<PendingMigration> pending = new ArrayList<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<PlanProblem> unusable = new ArrayList<>();
    private final List<PlanProblem> partWay = new ArrayList<>();

    /** Looks at all of them. */
    Repeatables(MigrationCatalog catalog, History history, UpSteps upSteps) {
        this.upSteps = upSteps;
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
            withoutFile.add(row.version());
        } else {
            row.partial()
                    .ifPresent(
                            progress ->
                                    pending.add(
                                            new Unapplied(
                                                    row.version(),
                                                    row.name(),
                                                    progress.statementsDone())));
            partWay.add(new PlanProblem.PartWay(row, PartWayAdvice.withoutFile(row)));
        }
    }

    /** What the database holds whole and has no file here. */
    Set<MigrationVersion> withoutFile() {
        return withoutFile;
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
