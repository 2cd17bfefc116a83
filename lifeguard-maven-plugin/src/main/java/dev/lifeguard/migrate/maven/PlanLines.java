package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.source.Direction;
import org.apache.maven.plugin.logging.Log;

/** What would run, statement by statement. */
record PlanLines(Log log) {

    private static final int LONGEST = 100;

    /**
     * Shows it.
     *
     * @throws dev.lifeguard.migrate.error.ValidationException when a run would be refused
     */
    void show(Plan plan) {
        plan.requireRunnable();
        plan.status().warnings().forEach(warning -> log.warn(GoalWords.of(warning)));
        boolean up = plan.direction() == Direction.UP;
        if (plan.steps().isEmpty()) {
            log.info(up ? "Nothing to apply." : "Nothing to roll back.");
            return;
        }
        for (Plan.Hook hook : plan.hooks()) {
            log.info("Around them: %s of %s".formatted(hook.fileName(), hook.source()));
            hook.forEachStatement(this::show);
        }
        plan.steps().forEach(this::show);
        log.info(
                "%s would be %s. Nothing was changed."
                        .formatted(
                                Words.count(plan.steps().size(), "migration"),
                                up ? "applied" : "rolled back"));
    }

    private void show(PlanStep step) {
        String mode = step.batches().map(PlanLines::batches).orElseGet(() -> transactions(step));
        log.info("%s (%s, %s)".formatted(step.label(), step.fileName(), mode));
        step.forEachStatement(this::show);
    }

    private static String batches(BatchSpec.Mode mode) {
        return switch (mode) {
            case BLOCKING -> "in batches";
            case BACKGROUND -> "in batches, which lifeguard:batch does";
        };
    }

    private static String transactions(PlanStep step) {
        return switch (step.transactionMode()) {
            case WHOLE -> "one transaction";
            case PER_STATEMENT -> "statement by statement";
        };
    }

    private void show(PlannedStatement statement) {
        log.info("  " + oneLine(statement.text()));
    }

    private static String oneLine(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + " ...";
    }
}
