package dev.lifeguard.migrate.cli.command;

import picocli.CommandLine.Model.OptionSpec;

/** The option that shows a command's help. */
final class HelpOption {

    static final String SHORT = "-h";
    static final String LONG = "--help";

    private HelpOption() {}

    static OptionSpec spec() {
        return OptionSpec.builder(SHORT, LONG)
                .type(boolean.class)
                .usageHelp(true)
                .order(200)
                .description("Show this help.")
                .build();
    }
}
