package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.ScriptRules;

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
                                    new RecordingSchema(reader)
                                            .record(java.migration(), step.direction())),
                            step.resumed(),
                            step.order());
        };
    }
}
