package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what up would do. */
final class PlanCommand implements Action {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("plan");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate plan")
                .description(
                        "Shows what up would do: its statements, transactions and writes to the"
                                + " history.",
                        "Changes nothing and takes no lock; fails where up would be refused.",
                        "Runs the code of pending migrations in Java, without a database.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate plan",
                        "  lifeguard-migrate plan --output json | jq '.plan[] | {file,"
                                + " transaction}'");
        return spec.addOption(HelpOption.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Plan plan = invocation.migrator().plan(Target.all());
        plan.requireRunnable();
        return invocation.warned(plan.status().warnings(), new Answer.Planned(plan));
    }
}
