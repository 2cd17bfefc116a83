package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.GivenOptions.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command was told of how far and how it runs: the same command needs it again.
 *
 * @param command its name
 * @param options in the order in which they were given
 */
public record RunOptions(String command, GivenOptions options) {

    /** The others of a command are about its output, or are what an advice is about. */
    private static final Set<String> KEPT =
            Set.of("--steps", "--target", "--group", "--lint", "--snapshot-file");

    private static final String PROGRAM = "lifeguard-migrate ";

    /** Of parsed arguments. */
    public static RunOptions of(ParseResult parsed) {
        List<Given> given = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (KEPT.contains(option.longestName())) {
                given.add(new Given(option.longestName(), value(option)));
            }
        }
        return new RunOptions(parsed.commandSpec().name(), new GivenOptions(given));
    }

    /** picocli has the text "true" for one that takes no value. */
    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : String.join(" ", option.originalStringValues());
    }

    /** An advised command, with them where it is the same one. */
    String behind(String advised) {
        return (advised + " ").startsWith(PROGRAM + command + " ")
                ? options.behind(advised)
                : advised;
    }
}
