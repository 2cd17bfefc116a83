package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import java.util.List;
import java.util.function.Consumer;

/** Has a first run refused that would repeat what another tool applied. */
record FirstRun(Invocation invocation) implements PlanCheck, Consumer<MigratorBuilder> {

    @Override
    public void accept(MigratorBuilder builder) {
        builder.check(this);
    }

    @Override
    public List<Finding> check(Plan plan) {
        return plan.status().applied().isEmpty()
                ? OtherTools.made(
                                PlanCheck.class,
                                "FirstRunCheck",
                                invocation.database().dataSource(),
                                invocation.settings().layoutName(),
                                OtherTools.TAKE_OVER)
                        .map(check -> check.check(plan))
                        .orElse(List.of())
                : List.of();
    }
}
