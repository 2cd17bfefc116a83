package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Remembers what a run has committed, so that a failure can tell. Used by several threads. */
public final class RunRecorder implements MigrationListener {

    private final List<MigrationResult> applied = new ArrayList<>();
    private final List<MigrationResult> rolledBack = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Plan plan;

    @Override
    public synchronized void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Planned planned) {
            plan = planned.plan();
        } else if (event instanceof MigrationEvent.MigrationFinished finished) {
            boolean up = finished.step().direction() == Direction.UP;
            (up ? applied : rolledBack).add(finished.result());
        } else if (event instanceof MigrationEvent.Warning warning) {
            warnings.add(warning.message());
        }
    }

    /** What is committed so far. */
    public synchronized Done done() {
        return new Done(applied, rolledBack, warnings);
    }

    /** Whether there was something to do, so that the database may be changed by now. */
    public synchronized boolean mayHaveChanged() {
        return plan != null;
    }

    /** What is left to apply by the plan and what is committed of it; empty without a plan. */
    public synchronized Optional<List<PendingMigration>> leftByPlan() {
        if (plan == null) {
            return Optional.empty();
        }
        Set<MigrationVersion> done =
                applied.stream().map(MigrationResult::version).collect(Collectors.toSet());
        Stream<PendingMigration> before =
                plan.status().pending().stream().filter(it -> !done.contains(it.version()));
        Stream<PendingMigration> again =
                rolledBack.stream()
                        .map(result -> new Unapplied(result.version(), result.name(), null));
        List<MigrationVersion> order = plan.status().order();
        return Optional.of(
                Stream.concat(before, again)
                        .sorted(Comparator.comparingInt(it -> order.indexOf(it.version())))
                        .toList());
    }
}
