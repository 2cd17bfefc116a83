package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.LockState;
import dev.lifeguard.migrate.cli.settings.Flag;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Shows who holds the lock, and removes it when told to. */
final class UnlockCommand implements Action {

    private final Flag force =
            Flag.of(
                    OptionSpec.builder("--force")
                            .description("Delete the lock's row, whoever holds it."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("unlock");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate unlock [--force]")
                .description(
                        "Shows who holds the lock, and with --force deletes its row.",
                        "A dead holder's lock is taken over by the next run, so this is for a row"
                                + " that another tool or a person wrote.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate unlock",
                        "  lifeguard-migrate unlock --force");
        return spec.addOption(HelpOption.spec()).add(force.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Migrator migrator = invocation.migrator();
        return force.isSet()
                ? new Answer.Locked(migrator.unlock(), LockState.REMOVED)
                : new Answer.Locked(migrator.lockHolder(), LockState.UNTOUCHED);
    }

    @Override
    public boolean changesHistory() {
        return force.isSet();
    }
}
