package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.command.Action;
import dev.lifeguard.migrate.cli.command.Commands;
import dev.lifeguard.migrate.cli.command.HelpLayout;
import dev.lifeguard.migrate.cli.command.RootCommand;
import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.Failure;
import dev.lifeguard.migrate.cli.output.JsonOutput;
import dev.lifeguard.migrate.cli.output.Output;
import dev.lifeguard.migrate.cli.output.TextOutput;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.OutputFormat;
import dev.lifeguard.migrate.cli.settings.RunOptions;
import dev.lifeguard.migrate.cli.settings.Secrets;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.LifeguardException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One run of the program: reads the arguments, and does what they say. */
final class CommandRun {

    private final Map<String, String> environment;
    private final Shutdown shutdown;
    private final List<String> arguments;
    private final Console console;

    CommandRun(
            Map<String, String> environment,
            Shutdown shutdown,
            List<String> arguments,
            Console console) {
        this.environment = environment;
        this.shutdown = shutdown;
        this.arguments = List.copyOf(arguments);
        this.console = console;
    }

    ExitCode run() {
        ExitCode exit = runNamed();
        return exit.hasResult() && console.lostResult() ? ExitCode.CONFIGURATION : exit;
    }

    private ExitCode runNamed() {
        try {
            return run(configured(Commands.named(arguments)));
        } catch (ParameterException first) {
            return runWithAllCommands();
        }
    }

    private ExitCode runWithAllCommands() {
        try {
            return run(configured(Commands.all()));
        } catch (ParameterException wrong) {
            return fail(name(wrong.getCommandLine()), UsageError.of(wrong));
        }
    }

    private CommandLine configured(CommandLine commandLine) {
        commandLine.setExpandAtFiles(false);
        commandLine.setOut(writer(console.out()));
        commandLine.setErr(writer(console.err()));
        commandLine.setColorScheme(Help.defaultColorScheme(ansi()));
        HelpLayout.apply(commandLine);
        return commandLine;
    }

    private ExitCode run(CommandLine commandLine) {
        ParseResult parsed = commandLine.parseArgs(arguments.toArray(String[]::new));
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return ExitCode.DONE;
        }
        RootCommand root = commandLine.getCommand();
        return run(commandLine, root, last(parsed));
    }

    private ExitCode run(CommandLine commandLine, RootCommand root, ParseResult command) {
        Object chosen = command.commandSpec().userObject();
        if (chosen instanceof Action action) {
            return run(root, action, RunOptions.of(command));
        }
        if (chosen instanceof Runnable builtIn) {
            builtIn.run();
            return ExitCode.DONE;
        }
        return noCommand(commandLine);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    private static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    private Help.Ansi ansi() {
        return switch (console.outStyle()) {
            case COLORED -> Help.Ansi.ON;
            case PLAIN -> Help.Ansi.OFF;
        };
    }

    private static @Nullable String name(CommandLine where) {
        return where.getParent() == null ? null : where.getCommandName();
    }

    private ExitCode noCommand(CommandLine commandLine) {
        return switch (wanted(OutputFormat.TEXT)) {
            case TEXT -> {
                commandLine.usage(console.err());
                yield ExitCode.CONFIGURATION;
            }
            case JSON -> fail(null, UsageError.noCommand(commandLine));
        };
    }

    /** Says what cannot be parsed or used, in the form that is asked for as far as one can tell. */
    private ExitCode fail(@Nullable String command, ErrorDetail error) {
        return fail(command, error, OutputFormat.TEXT);
    }

    private ExitCode fail(@Nullable String command, ErrorDetail error, OutputFormat unsaid) {
        output(console, wanted(unsaid), command).failure(Failure.before(error));
        return ExitCode.of(error.kind());
    }

    private OutputFormat wanted(OutputFormat unsaid) {
        return OutputFormat.wanted(arguments, environment, unsaid);
    }

    private static Output output(Console console, OutputFormat format, @Nullable String command) {
        return switch (format) {
            case TEXT -> new TextOutput(console);
            case JSON -> new JsonOutput(command, console);
        };
    }

    private ExitCode run(RootCommand root, Action action, RunOptions options) {
        String name = options.command();
        Settings settings;
        try {
            settings = action.settings(Settings.of(root.global(), environment));
        } catch (LifeguardException wrong) {
            return fail(name, wrong.detail(), Settings.outputOfFile(root.global(), environment));
        }
        if (settings.said().wanted() && !action.showsSettings()) {
            return fail(name, UsageError.noConfigurationFile(), settings.output());
        }
        Console chosen = settings.defaults().noColor() ? console.plain() : console;
        Console concealing = chosen.concealing(Secrets.of(settings.placeholders().values()));
        return new ActionRun(
                        settings,
                        options,
                        concealing,
                        output(concealing, settings.output(), name),
                        shutdown)
                .run(action);
    }
}
