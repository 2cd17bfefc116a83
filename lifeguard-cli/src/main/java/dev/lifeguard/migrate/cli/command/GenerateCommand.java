package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a new migration file. */
@Command(
        name = "generate",
        customSynopsis = "lifeguard-migrate generate NAME [--java]",
        description = {
            "Writes a new migration file with a UTC version and prints its path.",
            "The version is newer than every one that is there."
        },
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate generate create_users",
            "  lifeguard-migrate generate --java fill_users",
            "  $EDITOR \"$(lifeguard-migrate generate 'add email to users')\""
        })
final class GenerateCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @Parameters(
            paramLabel = "NAME",
            description = "What it does, for example create_users; spaces become underscores.")
    private String name = "";

    @Option(names = "--java", description = "A migration in Java instead of SQL.")
    private boolean java;

    @Override
    public Answer perform(Invocation invocation) {
        NewMigration written =
                NewMigration.write(
                        invocation.settings().migrations(),
                        name,
                        java ? NewMigration.Language.JAVA : NewMigration.Language.SQL);
        return new Answer.Generated(written.version(), written.name(), written.file());
    }
}
