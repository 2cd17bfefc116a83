package dev.lifeguard.migrate.cli.command;

import picocli.CommandLine.Option;

/** The option that shows a command's help. */
final class HelpOption {

    static final String SHORT = "-h";
    static final String LONG = "--help";

    @Option(
            names = {SHORT, LONG},
            usageHelp = true,
            order = 200,
            description = "Show this help.")
    boolean requested;
}
