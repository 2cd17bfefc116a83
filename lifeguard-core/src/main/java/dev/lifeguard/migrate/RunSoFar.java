package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport;
import dev.lifeguard.migrate.error.RunReport.Step;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run has done by now, so that its failure can tell. */
final class RunSoFar implements MigrationListener {

    private final Plan plan;
    private final MigrationListener others;
    private final List<Step> done = new ArrayList<>();

    RunSoFar(Plan plan, MigrationListener others) {
        this.plan = plan;
        this.others = others;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished finished) {
            done.add(step(finished.result().version(), finished.result().name()));
        }
        others.on(event);
    }

    /** The same failure, with the report. */
    LifeguardException told(LifeguardException failure) {
        Set<Step> finished = new HashSet<>(done);
        List<Step> left =
                plan.steps().stream()
                        .map(step -> step(step.version(), step.name()))
                        .filter(step -> !finished.contains(step))
                        .toList();
        boolean up = plan.direction() == Direction.UP;
        failure.initReport(new RunReport(up ? done : List.of(), up ? List.of() : done, left));
        return failure;
    }

    private static Step step(MigrationVersion version, String name) {
        return new Step(version.number(), version.label(), name);
    }
}
