package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Shows how things stand. */
final class StatusCommand implements Action {

    private final Flag exitCode =
            Flag.of(
                    OptionSpec.builder("--exit-code")
                            .description("End with 9 when migrations are pending."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("status");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate status [--exit-code]")
                .description(
                        "Shows what is applied, what is pending, and what does not fit together.",
                        "Changes nothing and takes no lock.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate status",
                        "  lifeguard-migrate status --exit-code || echo 'not up to date'",
                        "  lifeguard-migrate status --output json | jq '.pending[].name'");
        return spec.addOption(HelpOption.spec()).add(exitCode.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        MigrationStatus status = invocation.migrator().status();
        return invocation.warned(
                OtherTools.warnings(invocation, status),
                new Answer.Standing(
                        status, invocation.settings().directories(), origins(invocation, status)));
    }

    /** Asked for only where they are shown. */
    private static Map<Long, String> origins(Invocation invocation, MigrationStatus status) {
        return switch (invocation.settings().output()) {
            case TEXT -> Map.of();
            case JSON -> status.applied().isEmpty() ? Map.of() : OtherTools.origins(invocation);
        };
    }

    @Override
    public Ending ending(Answer answer) {
        return exitCode.isSet()
                        && answer instanceof Answer.Standing standing
                        && !standing.status().pending().isEmpty()
                ? Ending.PENDING
                : Ending.DONE;
    }
}
