package dev.lifeguard.migrate.cli.distribution;

import dev.lifeguard.migrate.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes the completions of each shell and the manual's page, from what picocli knows, and what the
 * libraries say of their licences.
 */
public final class DistributionFiles {

    static final String PROGRAM = "lifeguard-migrate";

    private DistributionFiles() {}

    /**
     * Writes {@code completions}, {@code man} and folders in {@code licenses}.
     *
     * @param arguments the archive's directory, which has {@code lib} and {@code licenses}, and the
     *     version that the manual's page names
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        CommandSpec program = Commands.all().getCommandSpec();
        writeCompletions(program, Files.createDirectories(directory.resolve("completions")));
        Path manual = Files.createDirectories(directory.resolve("man").resolve("man1"));
        Files.writeString(
                manual.resolve(PROGRAM + ".1"), new ManPage(program, arguments[1]).text());
        new LicenceTexts(directory.resolve("licenses")).writeAll(directory.resolve("lib"));
    }

    private static void writeCompletions(CommandSpec program, Path to) throws IOException {
        Files.writeString(
                to.resolve(PROGRAM + ".bash"), AutoComplete.bash(PROGRAM, program.commandLine()));
        Files.writeString(to.resolve("_" + PROGRAM), new ZshCompletion(program).text());
        Files.writeString(to.resolve(PROGRAM + ".fish"), new FishCompletion(program).text());
    }
}
