package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes over a database that holds the migrations' effects already. */
@Command(
        name = "baseline",
        customSynopsis = "lifeguard-migrate baseline VERSION",
        description = {
            "Records migrations up to VERSION as applied without running them.",
            "That is for a database that holds their effects already; it never happens by itself."
        },
        footer = {"", "Example:", "  lifeguard-migrate baseline 20240120120000"})
final class BaselineCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "VERSION", description = "The last one that is recorded, 14 digits.")
    private String version = "";

    @Override
    public Answer perform(Invocation invocation) {
        long last = VersionText.parse(version);
        return new Answer.Baselined(last, invocation.migrator().baseline(last));
    }

    @Override
    public boolean changesHistory() {
        return true;
    }
}
