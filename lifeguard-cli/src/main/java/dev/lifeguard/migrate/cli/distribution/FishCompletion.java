package dev.lifeguard.migrate.cli.distribution;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of fish. */
final class FishCompletion {

    private static final String BEGIN = "complete -c " + DistributionFiles.PROGRAM;

    private final Words root;
    private final StringBuilder text = new StringBuilder();

    FishCompletion(CommandSpec root) {
        this.root = new Words(root);
    }

    String text() {
        String names =
                root.commands().stream().map(CommandSpec::name).collect(Collectors.joining(" "));
        String before = " -n 'not __fish_seen_subcommand_from %s'".formatted(names);
        for (CommandSpec command : root.commands()) {
            text.append(BEGIN + before + " -f -a " + command.name())
                    .append(" -d " + quoted(new Words(command).purpose()) + "\n");
        }
        for (OptionSpec option : root.global()) {
            line("", option);
        }
        for (OptionSpec option : root.own()) {
            line(before, option);
        }
        for (CommandSpec command : root.commands()) {
            for (OptionSpec option : new Words(command).own()) {
                line(" -n '__fish_seen_subcommand_from %s'".formatted(command.name()), option);
            }
        }
        return text.toString();
    }

    private void line(String condition, OptionSpec option) {
        text.append(BEGIN + condition);
        for (String name : option.names()) {
            text.append(
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
        }
        if (option.arity().min() > 0) {
            text.append(value(option));
        }
        text.append(" -d " + quoted(Words.purpose(option)) + "\n");
    }

    /** A value has to follow. */
    private static String value(OptionSpec option) {
        List<String> values = Words.values(option);
        if (!values.isEmpty()) {
            return " -x -a " + quoted(String.join(" ", values));
        }
        return switch (option.paramLabel()) {
            case "DIR" -> " -x -a '(__fish_complete_directories)'";
            case "FILE", "PATH" -> " -r";
            default -> " -x";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
