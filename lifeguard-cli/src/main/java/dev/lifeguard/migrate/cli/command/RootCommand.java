package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.process.BuildFacts;
import dev.lifeguard.migrate.cli.settings.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line as a whole; its commands are in {@link Commands}. */
@Command(
        name = "lifeguard-migrate",
        customSynopsis = "lifeguard-migrate COMMAND [OPTIONS]",
        description = "Changes databases safely: migrations up and down, one lock, one history.",
        versionProvider = BuildFacts.class,
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate generate create_users",
            "  lifeguard-migrate --database-url embedded:postgresql up",
            "  DATABASE_URL=postgresql://app:secret@localhost/app lifeguard-migrate status",
            "  source <(lifeguard-migrate generate-completion)",
            "",
            "Exit codes:",
            "  0  done                            5  a migration failed part-way",
            "  1  a fault of this program         6  the lock was not got in time",
            "  2  usage or configuration          7  the lock was lost",
            "  3  refused by validation           8  the database cannot be reached",
            "  4  a migration failed, and         9  status --exit-code: migrations are",
            "     nothing of it was kept             pending",
            "",
            "lifeguard-migrate help COMMAND shows a command's options."
        })
public final class RootCommand {

    static final String VERSION = "--version";

    @Mixin private final GlobalOptions global = new GlobalOptions();

    @Mixin final HelpOption help = new HelpOption();

    @Option(
            names = {"-V", VERSION},
            versionHelp = true,
            order = 201,
            description = "Show the version and how it was built.")
    boolean version;

    /** The options that every command has. */
    public GlobalOptions global() {
        return global;
    }
}
