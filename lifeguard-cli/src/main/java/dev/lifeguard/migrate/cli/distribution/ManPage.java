package dev.lifeguard.migrate.cli.distribution;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual's page, all commands on one, in the macros of man(7). */
final class ManPage {

    private final Words root;
    private final String version;
    private final StringBuilder text = new StringBuilder();

    ManPage(CommandSpec root, String version) {
        this.root = new Words(root);
        this.version = version;
    }

    String text() {
        macro(".TH LIFEGUARD-MIGRATE 1 \"\" \"lifeguard-migrate %s\"".formatted(version));
        section("NAME");
        line("lifeguard-migrate - changes database schemas safely");
        section("SYNOPSIS");
        line("lifeguard-migrate COMMAND [OPTIONS]");
        section("DESCRIPTION");
        Words.plain(root.command().usageMessage().description()).forEach(this::line);
        section("COMMANDS");
        root.commands().forEach(this::command);
        section("GLOBAL OPTIONS");
        line("They stand before or after the command.");
        root.global().forEach(this::option);
        root.own().forEach(this::option);
        footer(root.command());
        return text.toString();
    }

    private void command(CommandSpec command) {
        Words words = new Words(command);
        macro(".SS " + escaped(command.name()));
        asItStands(Stream.of(command.usageMessage().customSynopsis()).map(String::strip).toList());
        Words.plain(command.usageMessage().description()).forEach(this::line);
        words.own().stream().filter(option -> !option.usageHelp()).forEach(this::option);
        List<String> footer = List.of(command.usageMessage().footer());
        if (!footer.isEmpty()) {
            macro(".PP");
            asItStands(footer.stream().skip(1).toList());
        }
    }

    private void option(OptionSpec option) {
        String names =
                Stream.of(option.names())
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .collect(Collectors.joining(", "));
        String value = Words.takesValue(option) ? " \\fI%s\\fR".formatted(label(option)) : "";
        macro(".TP");
        macro(names + value);
        line(Words.purpose(option));
    }

    private static String label(OptionSpec option) {
        String label = escaped(option.paramLabel());
        return option.arity().min() == 0 ? "[" + label + "]" : label;
    }

    /** A line that ends with a colon begins a section, and the next one is indented. */
    private void footer(CommandSpec command) {
        for (String line : command.usageMessage().footer()) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.endsWith(":")) {
                closeLines();
                section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
                macro(".nf");
            } else if (line.startsWith(" ")) {
                line(line.strip());
            } else {
                closeLines();
                macro(".PP");
                line(line);
            }
        }
        closeLines();
    }

    private void closeLines() {
        macro(".fi");
    }

    private void asItStands(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        macro(".nf");
        lines.forEach(this::line);
        macro(".fi");
        macro(".PP");
    }

    private void section(String name) {
        macro(".SH " + name);
    }

    private void macro(String line) {
        text.append(line).append('\n');
    }

    /** A line of text; a point or an apostrophe at its beginning would make it a macro. */
    private void line(String words) {
        String escaped = escaped(words);
        if (escaped.startsWith(".") || escaped.startsWith("'")) {
            text.append("\\&");
        }
        macro(escaped);
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-");
    }
}
