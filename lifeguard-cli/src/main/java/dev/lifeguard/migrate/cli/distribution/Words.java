package dev.lifeguard.migrate.cli.distribution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** What picocli knows of a command, as plain text. */
record Words(CommandSpec command) {

    /** A description, each of its paragraphs a line. */
    static List<String> plain(String[] paragraphs) {
        // As picocli does it: %n and %% are of String.format, and two dollar signs stand for one.
        return Stream.of(paragraphs)
                .flatMap(text -> text.formatted().replace("$$", "$").lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What it is for, in one sentence. */
    String purpose() {
        // picocli's own commands have it in a header.
        return Stream.of(command.usageMessage().header(), command.usageMessage().description())
                .flatMap(text -> plain(text).stream())
                .findFirst()
                .orElse("");
    }

    /** Its own options, those of groups too. */
    List<OptionSpec> own() {
        return command.options().stream()
                .filter(option -> option.scopeType() != ScopeType.INHERIT && !option.hidden())
                .toList();
    }

    /** Those of every command. */
    List<OptionSpec> global() {
        return command.options().stream()
                .filter(option -> option.scopeType() == ScopeType.INHERIT && !option.hidden())
                .toList();
    }

    /** The commands below it. */
    List<CommandSpec> commands() {
        return command.subcommands().values().stream().map(CommandLine::getCommandSpec).toList();
    }

    /** The names of an option and of those that exclude it. */
    List<String> rivals(OptionSpec option) {
        Set<String> names = new LinkedHashSet<>(List.of(option.names()));
        for (ArgGroupSpec group : command.argGroups()) {
            if (group.exclusive() && group.options().contains(option)) {
                group.options().forEach(each -> names.addAll(List.of(each.names())));
            }
        }
        return List.copyOf(names);
    }

    /** What an option is for, on one line. */
    static String purpose(OptionSpec option) {
        return String.join(" ", plain(option.description()));
    }

    /** Whether a value follows an option's name. */
    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** The values that it can have, where they are few. */
    static List<String> values(OptionSpec option) {
        List<String> values = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(values::add);
        }
        return values;
    }
}
