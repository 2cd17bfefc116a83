package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.source.catalog.NewMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes a new migration file. */
final class GenerateCommand implements Action {

    private final TextArgument name =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("NAME")
                            .description(
                                    "What it does, for example create_users; spaces become"
                                            + " underscores.")
                            .required(true));

    private final Flag java =
            Flag.of(
                    OptionSpec.builder("--java")
                            .description("A migration in Java instead of SQL."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("generate");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate generate NAME [--java]")
                .description(
                        "Writes a new migration file with a UTC version and prints its path.",
                        "The version is newer than every one that is there.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate generate create_users",
                        "  lifeguard-migrate generate --java fill_users",
                        "  $EDITOR \"$(lifeguard-migrate generate 'add email to users')\"");
        return spec.addOption(HelpOption.spec()).add(name.spec()).add(java.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Path directory = invocation.settings().firstDirectory();
        try {
            NewMigration written =
                    NewMigration.write(
                            directory,
                            Objects.requireNonNull(name.text()),
                            java.isSet() ? NewMigration.Language.JAVA : NewMigration.Language.SQL);
            return new Answer.Generated(written.version(), written.name(), written.file());
        } catch (IOException fault) {
            throw NewMigration.unwritable(directory, FaultText.of(fault), fault);
        }
    }
}
