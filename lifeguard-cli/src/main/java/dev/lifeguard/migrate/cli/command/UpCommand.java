package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Planner.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies what is pending. */
@Command(
        name = "up",
        customSynopsis =
                "lifeguard-migrate up [--steps N | --target VERSION] [--dry-run] [--out-of-order]"
                        + " [--group]",
        description = {
            "Applies pending migrations, oldest first, each in its own transaction.",
            "With nothing pending it takes no lock and changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate up",
            "  lifeguard-migrate up --dry-run",
            "  lifeguard-migrate up --target 20240120140000",
            "  lifeguard-migrate up --group",
            "  lifeguard-migrate up --database-url postgresql://app:secret@db/app --lock-timeout"
                    + " 30s"
        })
final class UpCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @ArgGroup private @Nullable TargetOptions target;

    @Option(names = "--dry-run", description = "Only show what would run; see also plan.")
    private boolean dryRun;

    @Option(
            names = "--out-of-order",
            description = "Also apply what is older than the newest applied migration.")
    private boolean outOfOrder;

    @Option(
            names = "--group",
            description =
                    "Commit all migrations together, or none of them; those that cannot run in a"
                            + " transaction divide them. PostgreSQL only.")
    private boolean group;

    @Override
    public Answer perform(Invocation invocation) {
        Target wanted = target == null ? Target.all() : target.target().orElse(Target.all());
        Migrator migrator =
                invocation.migrator(
                        builder ->
                                builder.outOfOrder(
                                                outOfOrder ? OutOfOrder.ALLOW : OutOfOrder.REFUSE)
                                        .grouping(group ? Grouping.ALL : Grouping.NONE));
        if (dryRun) {
            Plan plan = migrator.plan(wanted);
            plan.requireRunnable();
            return invocation.warned(plan.status().warnings(), new Answer.Planned(plan));
        }
        MigrationReport report = migrator.up(wanted);
        return new Answer.Migrated(
                Direction.UP,
                report,
                invocation.elapsed(),
                invocation.settings().migrations(),
                invocation.source().files().size());
    }
}
