package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.PlannedStep.Recorded;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;

/** Shows what the Java migrations of a plan would run, by running them without a database. */
public final class PlanRecorder {

    private final ChangeReader reader;

    /** With the database's SQL. */
    public PlanRecorder(Dialect dialect, ScriptRules rules) {
        this.reader = new ChangeReader(dialect, rules);
    }

    /** The same plan, with the statements of its Java migrations. */
    public PlannedRun record(PlannedRun plan) {
        return plan.withSteps(plan.planned().stream().map(this::record).toList());
    }

    private Recorded recorded(PlannedStep.Code java, Direction direction) {
        return java.batches() == null
                ? new RecordingSchema(reader).record(java.migration(), direction)
                : new Recorded(
                        List.of(),
                        "its batches over %s show only when they run"
                                .formatted(java.batches().table()));
    }

    private PlannedStep record(PlannedStep step) {
        return switch (step.content()) {
            case PlannedStep.Statements sql -> step;
            case PlannedStep.HookStatements hook -> step;
            case PlannedStep.Code java ->
                    new PlannedStep(
                            step.direction(),
                            step.script(),
                            new PlannedStep.Code(
                                    java.migration(),
                                    java.mode(),
                                    recorded(java, step.direction()),
                                    java.batches(),
                                    java.required()),
                            step.resumed(),
                            step.order());
        };
    }
}
