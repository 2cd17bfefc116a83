package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.Answer.LockState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who holds the lock, and removes it when told to. */
@Command(
        name = "unlock",
        customSynopsis = "lifeguard-migrate unlock [--force]",
        description = {
            "Shows who holds the lock, and with --force deletes its row.",
            "A dead holder's lock is taken over by the next run, so this is for a row that another"
                    + " tool or a person wrote."
        },
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate unlock",
            "  lifeguard-migrate unlock --force"
        })
final class UnlockCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @Option(names = "--force", description = "Delete the lock's row, whoever holds it.")
    private boolean force;

    @Override
    public Answer perform(Invocation invocation) {
        Migrator migrator = invocation.migrator();
        return force
                ? new Answer.Locked(migrator.unlock(), LockState.REMOVED)
                : new Answer.Locked(migrator.lockHolder(), LockState.UNTOUCHED);
    }

    @Override
    public boolean changesHistory() {
        return force;
    }
}
