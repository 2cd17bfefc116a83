package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport;
import dev.lifeguard.migrate.error.RunReport.Step;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a run has done by now, so that its failure can tell. */
final class RunSoFar implements MigrationListener {

    private final MigrationListener others;
    private final List<Step> done = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Plan plan;

    RunSoFar(MigrationListener others) {
        this.others = others;
    }

    /** The run begins with its first migration. */
    void begins(Plan begun) {
        plan = begun;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished finished) {
            done.add(step(finished.result().version(), finished.result().name()));
        }
        if (event instanceof MigrationEvent.Warning warning) {
            warnings.add(warning.message());
        }
        others.on(event);
    }

    /** What was worth a look while it ran. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Does work whose failure tells what was done by then. */
    <T> T telling(Supplier<T> work) {
        try {
            return work.get();
        } catch (LifeguardException failure) {
            throw told(failure);
        }
    }

    /** The same failure, with the report where the run had begun. */
    LifeguardException told(LifeguardException failure) {
        Plan begun = plan;
        if (begun != null) {
            failure.initReport(report(begun));
        }
        return failure;
    }

    /** The same where what was done is recorded as applied; nothing where it is nothing. */
    static LifeguardException told(LifeguardException failure, List<MigrationResult> recorded) {
        if (!recorded.isEmpty()) {
            List<Step> applied =
                    recorded.stream().map(it -> step(it.version(), it.name())).toList();
            failure.initReport(new RunReport(applied, List.of(), List.of()));
        }
        return failure;
    }

    private RunReport report(Plan begun) {
        Set<Step> finished = new HashSet<>(done);
        List<Step> left =
                begun.steps().stream()
                        .map(step -> step(step.version(), step.name()))
                        .filter(step -> !finished.contains(step))
                        .toList();
        boolean up = begun.direction() == Direction.UP;
        return new RunReport(up ? done : List.of(), up ? List.of() : done, left);
    }

    private static Step step(MigrationVersion version, String name) {
        return new Step(version.number(), version.label(), name);
    }
}
