package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.plan.MigrationStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how things stand. */
@Command(
        name = "status",
        customSynopsis = "lifeguard-migrate status [--exit-code]",
        description = {
            "Shows what is applied, what is pending, and what does not fit together.",
            "Changes nothing and takes no lock."
        },
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate status",
            "  lifeguard-migrate status --exit-code || echo 'not up to date'",
            "  lifeguard-migrate status --output json | jq '.pending[].name'"
        })
final class StatusCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @Option(names = "--exit-code", description = "End with 9 when migrations are pending.")
    private boolean exitCode;

    @Override
    public Answer perform(Invocation invocation) {
        MigrationStatus status = invocation.migrator().status();
        return invocation.warned(
                status.warnings(), new Answer.Standing(status, invocation.settings().migrations()));
    }

    @Override
    public boolean mindsPending(Answer answer) {
        return exitCode
                && answer instanceof Answer.Standing standing
                && !standing.status().pending().isEmpty();
    }
}
