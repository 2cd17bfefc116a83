package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Rolls back. */
final class DownCommand implements Action {

    private final TargetOptions target = new TargetOptions();

    private final Flag dryRun =
            Flag.of(OptionSpec.builder("--dry-run").description("Only show what would run."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("down");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate down [--steps N | --target VERSION] [--dry-run]")
                .description(
                        "Rolls applied migrations back, the last first; one, if nothing else is"
                                + " said.",
                        "A migration whose file is gone is rolled back by the down script in the"
                                + " history.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate down",
                        "  lifeguard-migrate down --steps 3 --dry-run",
                        "  lifeguard-migrate down --target 20240120120000   (that one stays"
                                + " applied)",
                        "  lifeguard-migrate down --target 0                (everything)");
        return spec.addOption(HelpOption.spec()).addArgGroup(target.spec()).add(dryRun.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Target wanted = target.target(invocation).orElse(Target.steps(1));
        Migrator migrator = invocation.migrator();
        if (dryRun.isSet()) {
            Plan plan = migrator.planDown(wanted);
            plan.requireRunnable();
            return invocation.warned(plan.status().warnings(), new Answer.Planned(plan));
        }
        MigrationReport report = migrator.down(wanted);
        return new Answer.Migrated(
                Direction.DOWN,
                report,
                invocation.elapsed(),
                invocation.settings().directories(),
                invocation.files());
    }
}
