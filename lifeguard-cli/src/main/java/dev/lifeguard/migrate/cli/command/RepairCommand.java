package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Corrects the history. */
final class RepairCommand implements Action {

    private final TextArgument acceptChecksum =
            TextArgument.of(
                    OptionSpec.builder("--accept-checksum")
                            .paramLabel("VERSION")
                            .description("The file was edited on purpose: record its checksum."));

    private final TextArgument markDone =
            TextArgument.of(
                    OptionSpec.builder("--mark-done")
                            .paramLabel("VERSION")
                            .description(
                                    "A part-way migration was finished by hand: it counts as"
                                            + " applied."));

    private final TextArgument markUndone =
            TextArgument.of(
                    OptionSpec.builder("--mark-undone")
                            .paramLabel("VERSION")
                            .description(
                                    "A part-way migration was taken back by hand: it counts as"
                                            + " pending."));

    private final TextArgument statementDone =
            TextArgument.of(
                    OptionSpec.builder("--statement-done")
                            .paramLabel("VERSION")
                            .description(
                                    "The statement in doubt of a part-way migration took effect."));

    private final TextArgument statementUndone =
            TextArgument.of(
                    OptionSpec.builder("--statement-undone")
                            .paramLabel("VERSION")
                            .description(
                                    "The statement in doubt of a part-way migration did not."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("repair");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate repair --accept-checksum VERSION",
                        "       lifeguard-migrate repair (--mark-done | --mark-undone) VERSION",
                        "       lifeguard-migrate repair (--statement-done | --statement-undone)"
                                + " VERSION")
                .description(
                        "Corrects the history for one migration, in one way that is named.",
                        "It runs no script: it only says what the database holds.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate repair --accept-checksum 20240120120000",
                        "  lifeguard-migrate repair --statement-done 20240120130000 &&"
                                + " lifeguard-migrate up");
        ArgGroupSpec.Builder one = ArgGroupSpec.builder().multiplicity("1");
        corrections().forEach((option, correction) -> one.addArg(option.spec()));
        return spec.addOption(HelpOption.spec()).addArgGroup(one.build());
    }

    private Map<TextArgument, LongFunction<Repair>> corrections() {
        Map<TextArgument, LongFunction<Repair>> corrections = new LinkedHashMap<>();
        corrections.put(acceptChecksum, Repair.AcceptChecksum::new);
        corrections.put(markDone, Repair.MarkDone::new);
        corrections.put(markUndone, Repair.MarkUndone::new);
        corrections.put(statementDone, Repair.StatementDone::new);
        corrections.put(statementUndone, Repair.StatementUndone::new);
        return corrections;
    }

    @Override
    public Answer perform(Invocation invocation) {
        for (Map.Entry<TextArgument, LongFunction<Repair>> each : corrections().entrySet()) {
            String version = each.getKey().text();
            if (version != null) {
                return perform(
                        invocation, VersionText.orRepeatable(version, invocation), each.getValue());
            }
        }
        throw Refused.because("Say what to repair: repair --help lists the ways.");
    }

    private static Answer perform(
            Invocation invocation, MigrationVersion version, LongFunction<Repair> correction) {
        Repair repair = correction.apply(version.number());
        boolean changes = !(repair instanceof Repair.AcceptChecksum) || differs(invocation, repair);
        return new Answer.Repaired(repair, version, changes, invocation.migrator().repair(repair));
    }

    private static boolean differs(Invocation invocation, Repair repair) {
        MigrationStatus status = invocation.migrator().status();
        if (status.edited().stream().anyMatch(it -> it.number() == repair.version())) {
            return true;
        }
        return status.problems().stream()
                .map(Problem::detail)
                .anyMatch(
                        problem ->
                                problem.kind() == ErrorKind.CHECKSUM_MISMATCH
                                        && Objects.equals(problem.version(), repair.version()));
    }

    @Override
    public boolean changesHistory() {
        return true;
    }
}
