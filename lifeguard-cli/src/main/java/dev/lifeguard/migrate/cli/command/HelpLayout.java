package dev.lifeguard.migrate.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** Shows a command's own options first, and those that every command has below them. */
public final class HelpLayout {

    private static final int WIDTH = 96;

    private HelpLayout() {}

    /** Lays out the help of a command and of all below it. */
    public static void apply(CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::ownOptions);
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::commands);
        command.getHelpSectionMap().put("globalOptions", HelpLayout::globalOptions);
        command.setHelpSectionKeys(
                List.of(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        "globalOptions",
                        UsageMessageSpec.SECTION_KEY_FOOTER));
        command.getSubcommands().values().forEach(HelpLayout::apply);
    }

    private static String ownOptions(Help help) {
        String parameters = help.parameterList();
        return "%n%sOptions:%n%s"
                .formatted(
                        parameters.isEmpty() ? "" : parameters + "%n".formatted(),
                        options(help, ScopeType.LOCAL));
    }

    private static String commands(Help help) {
        String commands = help.commandList();
        return commands.isEmpty() ? "" : "%nCommands:%n%s".formatted(commands);
    }

    private static String globalOptions(Help help) {
        String options = options(help, ScopeType.INHERIT);
        return options.isEmpty()
                ? ""
                : "%nGlobal options, before or after the command:%n%s".formatted(options);
    }

    private static String options(Help help, ScopeType scope) {
        List<OptionSpec> options =
                help.commandSpec().options().stream()
                        .filter(option -> option.scopeType() == scope && !option.hidden())
                        .toList();
        return help.optionListExcludingGroups(options);
    }
}
