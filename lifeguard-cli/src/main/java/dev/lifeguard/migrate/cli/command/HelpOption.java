package dev.lifeguard.migrate.cli.command;

import picocli.CommandLine.Option;

/** The option that shows a command's help. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 200,
            description = "Show this help.")
    boolean requested;
}
