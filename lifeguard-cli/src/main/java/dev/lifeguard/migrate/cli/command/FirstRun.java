package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.convert.ConvertedDirectory;
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
                                tool(),
                                OtherTools.TAKE_OVER)
                        .map(check -> check.check(plan))
                        .orElse(List.of())
                : List.of();
    }

    /** Whose the files are, or were before they were converted. */
    private String tool() {
        return invocation.settings().migrations().stream()
                .map(ConvertedDirectory::new)
                .flatMap(directory -> directory.tool().stream())
                .findFirst()
                .orElse(invocation.settings().layoutName());
    }
}
