package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.DriftSight;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Compares the database with what its applied migrations make. */
final class DriftCommand implements Action {

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("drift");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate drift [--scratch-url URL]")
                .description(
                        "Compares the schema of the database with what its applied migrations make"
                                + " on a scratch database, object by object."
                                + " PostgreSQL, MariaDB, SQLite and H2.",
                        "Changes nothing. Ends with 10 where they differ.",
                        "What may differ is named by ignore below [drift] in lifeguard.toml.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate drift",
                        "  lifeguard-migrate drift --output json",
                        "  lifeguard-migrate drift --scratch-url"
                                + " postgresql://ci@localhost/postgres");
        return spec.addOption(HelpOption.spec()).add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requireReadable(invocation, "drift");
        MigrationStatus status = invocation.migrator().status();
        return new Answer.Seen(
                Optional.empty(),
                new DriftSight(
                        DriftRun.differences(invocation, status, scratch),
                        status.pending(),
                        invocation.again("lifeguard-migrate generate NAME")));
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
