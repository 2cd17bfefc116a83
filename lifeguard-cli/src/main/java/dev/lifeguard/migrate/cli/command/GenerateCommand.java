package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.NewFiles;
import dev.lifeguard.migrate.source.catalog.NewMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
                        "The version is newer than every one that is there.",
                        "With --layout it is named as that tool names it, and each file is printed"
                                + " on a line, the one that applies it first.")
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
        Layout layout = invocation.settings().layout();
        String wanted = Objects.requireNonNull(name.text());
        try {
            return layout.equals(Layout.own())
                    ? own(directory, wanted)
                    : of(layout, directory, wanted);
        } catch (IOException fault) {
            throw NewMigration.unwritable(directory, FaultText.of(fault), fault);
        }
    }

    private Answer own(Path directory, String wanted) throws IOException {
        if (Files.isDirectory(directory)
                && !MigrationCatalog.of(List.of(MigrationSource.directory(directory)))
                        .rejected()
                        .isEmpty()) {
            OtherTools.hint(directory)
                    .ifPresent(
                            hint -> {
                                throw Refused.because(hint);
                            });
        }
        NewMigration written =
                NewMigration.write(
                        directory,
                        wanted,
                        java.isSet() ? NewMigration.Language.JAVA : NewMigration.Language.SQL);
        return new Answer.Generated(
                Optional.of(written.version()), written.name(), List.of(written.file()));
    }

    private Answer of(Layout layout, Path directory, String wanted) throws IOException {
        if (java.isSet()) {
            throw Refused.because(
                    "--java writes a migration of this project's own layout, and another layout is"
                            + " set. Leave one of them out.");
        }
        NewFiles written = NewFiles.write(directory, wanted, layout);
        return new Answer.Generated(written.version(), written.name(), written.files());
    }
}
