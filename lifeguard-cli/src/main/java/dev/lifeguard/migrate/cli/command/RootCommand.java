package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.process.BuildFacts;
import dev.lifeguard.migrate.cli.settings.GlobalOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line as a whole; its commands are in {@link Commands}. */
public final class RootCommand {

    static final String VERSION = "--version";

    private final GlobalOptions global = new GlobalOptions();

    CommandSpec spec() {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(this)
                        .name("lifeguard-migrate")
                        .versionProvider(() -> new BuildFacts().lines());
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate COMMAND [OPTIONS]")
                .description(
                        "Changes databases safely: migrations up and down, one lock, one history.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate generate create_users",
                        "  lifeguard-migrate --database-url embedded:postgresql up",
                        "  DATABASE_URL=postgresql://app:secret@localhost/app lifeguard-migrate"
                                + " status",
                        "  source <(lifeguard-migrate generate-completion)",
                        "",
                        "Exit codes:",
                        "  0  done                            5  a migration failed part-way",
                        "  1  a fault of this program         6  the lock was not got in time",
                        "  2  usage or configuration          7  the lock was lost",
                        "  3  refused by validation           8  the database cannot be reached",
                        "  4  a migration failed, and         9  status --exit-code: migrations"
                                + " are",
                        "     nothing of it was kept             pending",
                        " 10  looked, and found what is not wanted: wait whose time is over",
                        "  129, 130, 143  stopped by SIGHUP, SIGINT or SIGTERM",
                        "",
                        "lifeguard-migrate help COMMAND shows a command's options.");
        return global.addTo(spec).addOption(HelpOption.spec()).addOption(version());
    }

    private static OptionSpec version() {
        return OptionSpec.builder("-V", VERSION)
                .type(boolean.class)
                .versionHelp(true)
                .order(201)
                .description("Show the version and how it was built.")
                .build();
    }

    /** The options that every command has. */
    public GlobalOptions global() {
        return global;
    }
}
