package dev.lifeguard.migrate.cli.command;

import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The program's commands, in the order of its help. */
public final class Commands {

    private static final String HELP = "help";
    private static final String IMPORT = "import";
    private static final String COMPLETION = "generate-completion";

    private static final List<String> NAMES =
            List.of(
                    "up",
                    "down",
                    "purge",
                    "status",
                    "validate",
                    "wait",
                    "plan",
                    "info",
                    "explain",
                    "lint",
                    "snapshot",
                    "drift",
                    "verify",
                    "erd",
                    "report",
                    "compat",
                    "squash",
                    "generate",
                    "batch",
                    "repair",
                    "baseline",
                    IMPORT,
                    "unlock",
                    "convert",
                    HELP,
                    COMPLETION);

    private Commands() {}

    /** The command line with all of them. */
    public static CommandLine all() {
        return commandLine(NAMES);
    }

    /**
     * The command line with those only that are named in the arguments; with all of them where
     * there is none, or what is asked for tells of all.
     *
     * <p>To set up one command takes about as long as to connect to a database on the same machine.
     * What cannot be parsed has to be parsed anew with {@link #all()}, whose message knows the
     * others.
     */
    public static CommandLine named(List<String> arguments) {
        boolean needsAll =
                arguments.contains(HELP)
                        || arguments.contains(COMPLETION)
                        || arguments.contains(HelpOption.SHORT)
                        || arguments.contains(HelpOption.LONG);
        if (arguments.equals(List.of(RootCommand.VERSION))) {
            return commandLine(List.of());
        }
        List<String> named = NAMES.stream().filter(arguments::contains).toList();
        return needsAll || named.isEmpty() ? all() : commandLine(named);
    }

    private static CommandLine commandLine(List<String> names) {
        CommandLine line = new CommandLine(new RootCommand().spec());
        for (String name : names) {
            line.addSubcommand(name, command(name));
        }
        return line;
    }

    private static Object command(String name) {
        return switch (name) {
            case "up" -> new UpCommand().spec();
            case "down" -> new DownCommand().spec();
            case "purge" -> new PurgeCommand().spec();
            case "status" -> new StatusCommand().spec();
            case "wait" -> new WaitCommand().spec();
            case "validate" -> new ValidateCommand().spec();
            case "plan" -> new PlanCommand().spec();
            case "info" -> new InfoCommand().spec();
            case "explain" -> new ExplainCommand().spec();
            case "lint" -> new LintCommand().spec();
            case "snapshot" -> new SnapshotCommand().spec();
            case "drift" -> new DriftCommand().spec();
            case "verify" -> new VerifyCommand().spec();
            case "erd" -> new ErdCommand().spec();
            case "report" -> new ReportCommand().spec();
            case "compat" -> new CompatCommand().spec();
            case "squash" -> new SquashCommand().spec();
            case "generate" -> new GenerateCommand().spec();
            case "batch" -> new BatchCommand().spec();
            case "repair" -> new RepairCommand().spec();
            case "baseline" -> new BaselineCommand().spec();
            case IMPORT -> new ImportCommand().spec();
            case "unlock" -> new UnlockCommand().spec();
            case "convert" -> new ConvertCommand().spec();
            case HELP -> new HelpCommand();
            case COMPLETION -> new GenerateCompletion();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
