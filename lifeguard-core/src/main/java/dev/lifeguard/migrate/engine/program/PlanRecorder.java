package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.ScriptRules;

/** Shows what the Java migrations of a plan would run, by running them without a database. */
public final class PlanRecorder {

    private final ChangeReader reader;

    /** With the database's SQL. */
    public PlanRecorder(Dialect dialect, ScriptRules rules) {
        this.reader = new ChangeReader(dialect, rules);
    }

    /** The same plan, with the statements of its Java migrations. */
    public Plan record(Plan plan) {
        return new Plan(
                plan.direction(),
                plan.steps().stream().map(this::record).toList(),
                plan.refusals(),
                plan.status());
    }

    private PlanStep record(PlanStep step) {
        return switch (step.content()) {
            case PlanStep.Statements sql -> step;
            case PlanStep.Code java ->
                    new PlanStep(
                            step.direction(),
                            step.script(),
                            new PlanStep.Code(
                                    java.migration(),
                                    java.mode(),
                                    new RecordingSchema(reader)
                                            .record(java.migration(), step.direction())),
                            step.resumed(),
                            step.order());
        };
    }
}
