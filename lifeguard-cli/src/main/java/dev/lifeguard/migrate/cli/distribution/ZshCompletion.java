package dev.lifeguard.migrate.cli.distribution;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of zsh: a function of its system, for a folder of {@code fpath}. */
final class ZshCompletion {

    private final Words root;

    ZshCompletion(CommandSpec root) {
        this.root = new Words(root);
    }

    String text() {
        StringBuilder commands = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (CommandSpec command : root.commands()) {
            commands.append(
                    "        %s\n".formatted(quoted(command.name() + ":" + purpose(command))));
            cases.append(
                    "        %s) _arguments $global \\\n%s            '*:argument:_files' ;;\n"
                            .formatted(command.name(), specs(new Words(command))));
        }
        return """
        #compdef lifeguard-migrate

        local -a commands global
        local context state state_descr line
        typeset -A opt_args
        commands=(
        %s)
        global=(
        %s)
        _arguments -C $global '1:command:->command' '*::argument:->argument' && return 0
        case $state in
            command) _describe command commands ;;
            argument)
                case $words[1] in
        %s        esac ;;
        esac
        """
                .formatted(commands, globals(), cases.toString().indent(8));
    }

    private String globals() {
        StringBuilder text = new StringBuilder();
        List<OptionSpec> options = new ArrayList<>(root.global());
        options.addAll(root.own());
        for (OptionSpec option : options) {
            spec(root, option).forEach(each -> text.append("    ").append(each).append('\n'));
        }
        return text.toString();
    }

    private static String specs(Words command) {
        StringBuilder text = new StringBuilder();
        for (OptionSpec option : command.own()) {
            spec(command, option).forEach(each -> text.append("            " + each + " \\\n"));
        }
        return text.toString();
    }

    /** One for each of its names: {@code '(rivals)--name=[purpose]:label:action'}. */
    private static List<String> spec(Words command, OptionSpec option) {
        List<String> specs = new ArrayList<>();
        String others = "(" + String.join(" ", command.rivals(option)) + ")";
        String before = option.isMultiValue() ? "*" : others;
        for (String name : option.names()) {
            specs.add(
                    quoted(
                            before
                                    + name
                                    + (Words.takesValue(option) && name.startsWith("--") ? "=" : "")
                                    + "["
                                    + bracketed(Words.purpose(option))
                                    + "]"
                                    + value(option)));
        }
        return specs;
    }

    private static String value(OptionSpec option) {
        if (!Words.takesValue(option)) {
            return "";
        }
        List<String> values = Words.values(option);
        String label = bracketed(option.paramLabel());
        // Two colons: the value may be left out.
        String colons = option.arity().min() == 0 ? "::" : ":";
        if (!values.isEmpty()) {
            return colons + label + ":(" + String.join(" ", values) + ")";
        }
        return colons
                + label
                + switch (option.paramLabel()) {
                    case "DIR" -> ":_files -/";
                    case "FILE", "PATH" -> ":_files";
                    default -> ": ";
                };
    }

    private static String purpose(CommandSpec command) {
        return new Words(command).purpose();
    }

    private static String bracketed(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
