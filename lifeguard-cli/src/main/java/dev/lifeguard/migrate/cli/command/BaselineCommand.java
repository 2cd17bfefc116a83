package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Takes over a database that holds the migrations' effects already. */
final class BaselineCommand implements Action {

    private final TextArgument version =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("VERSION")
                            .description(
                                    "The last one that is recorded, 14 digits; in another"
                                            + " layout the label of one that has a file.")
                            .required(true));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("baseline");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate baseline VERSION")
                .description(
                        "Records migrations up to VERSION as applied without running them.",
                        "That is for a database that holds their effects already; it never happens"
                                + " by itself. VERSION need not have a file.")
                .footer("", "Example:", "  lifeguard-migrate baseline 20240120120000");
        return spec.addOption(HelpOption.spec()).add(version.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        invocation.makeDatabase();
        MigrationVersion last =
                VersionText.parse(Objects.requireNonNull(version.text()), invocation);
        return new Answer.Baselined(last, invocation.migrator().baseline(last.number()));
    }

    @Override
    public boolean changesHistory() {
        return true;
    }
}
