package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Rolls back. */
final class DownCommand implements Action {

    private final TargetOptions target = new TargetOptions();

    private final Flag dryRun =
            Flag.of(OptionSpec.builder("--dry-run").description("Only show what would run."));

    private final Flag allow =
            Flag.of(
                    OptionSpec.builder("--allow-data-loss")
                            .description(
                                    "Let rows go that no migration put there; else such a rollback"
                                            + " is refused."));

    private final Flag quarantine =
            Flag.of(
                    OptionSpec.builder("--quarantine")
                            .description(
                                    "Copy such rows into tables of their own first; purge drops"
                                            + " those."));

    private final Flag yes =
            Flag.of(
                    OptionSpec.builder("--yes")
                            .description("Answer yes where a terminal would be asked."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("down");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate down [--steps N | --target VERSION] [--dry-run]",
                        "                       [--allow-data-loss | --quarantine] [--yes]")
                .description(
                        "Rolls applied migrations back, the last first; one, if nothing else is"
                                + " said.",
                        "A migration whose file is gone is rolled back by the down script in the"
                                + " history.",
                        "Rows that would go with a table or a column are counted first.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate down",
                        "  lifeguard-migrate down --steps 3 --dry-run",
                        "  lifeguard-migrate down --target 20240120120000   (that one stays"
                                + " applied)",
                        "  lifeguard-migrate down --target 0                (everything)");
        return spec.addOption(HelpOption.spec())
                .addArgGroup(target.spec())
                .add(dryRun.spec())
                .add(yes.spec())
                .addArgGroup(
                        ArgGroupSpec.builder()
                                .addArg(allow.spec())
                                .addArg(quarantine.spec())
                                .build());
    }

    private DataLoss dataLoss() {
        if (quarantine.isSet()) {
            return DataLoss.QUARANTINE;
        }
        return allow.isSet() || yes.isSet() ? DataLoss.ALLOW : DataLoss.REFUSE;
    }

    @Override
    public Answer perform(Invocation invocation) {
        Target wanted = target.target(invocation).orElse(Target.steps(1));
        Migrator migrator = invocation.migrator(builder -> builder.dataLoss(dataLoss()));
        if (dryRun.isSet()) {
            Plan plan = migrator.planDown(wanted);
            plan.requireRunnable();
            return invocation.warned(plan.status().warnings(), new Answer.Planned(plan));
        }
        MigrationReport report = down(migrator, wanted, invocation);
        return new Answer.Migrated(
                Direction.DOWN,
                invocation.advice().of(report),
                invocation.elapsed(),
                invocation.settings().directories(),
                invocation.files());
    }

    /** At a terminal a rollback that is refused for rows alone is asked about. */
    private static MigrationReport down(Migrator migrator, Target wanted, Invocation invocation) {
        try {
            return migrator.down(wanted);
        } catch (ValidationException refused) {
            List<ErrorDetail> found =
                    refused.problems().stream()
                            .filter(problem -> problem.kind() == ErrorKind.DATA_LOSS)
                            .toList();
            List<String> losses = found.stream().map(ErrorDetail::happened).toList();
            if (losses.size() < refused.problems().size()
                    || !Question.isPossible()
                    || !Question.isAnsweredYes(losses, "Let them go?")) {
                throw refused;
            }
            // Another run may have changed what would go since: only what was shown may.
            List<String> agreed = found.stream().map(ErrorDetail::message).toList();
            return invocation
                    .migrator(builder -> builder.dataLoss(DataLoss.REFUSE).agreedLosses(agreed))
                    .down(wanted);
        }
    }
}
