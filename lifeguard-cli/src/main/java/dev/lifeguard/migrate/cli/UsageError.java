package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.settings.Redaction;
import dev.lifeguard.migrate.connect.words.Likeness;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that do not fit, in a sentence that says what to do. */
final class UsageError {

    private UsageError() {}

    static ErrorDetail of(ParameterException wrong) {
        String safe = Redaction.ofArguments(what(wrong));
        String sentence = safe.endsWith(".") ? safe : safe + ".";
        return ErrorDetail.of(
                ErrorKind.CONFIGURATION,
                sentence + suggestion(wrong) + help(wrong.getCommandLine()));
    }

    static ErrorDetail noCommand(CommandLine root) {
        return ErrorDetail.of(ErrorKind.CONFIGURATION, "No command is given." + help(root));
    }

    static ErrorDetail noConfigurationFile() {
        return ErrorDetail.of(
                ErrorKind.CONFIGURATION,
                "--config needs the name of a file. Without one it is for info alone, which shows"
                        + " where each setting comes from.");
    }

    private static String what(ParameterException wrong) {
        String message =
                Objects.requireNonNullElse(wrong.getMessage(), "The arguments do not fit")
                        .strip()
                        .replaceFirst("^Error: ", "");
        return switch (wrong) {
            case UnmatchedArgumentException unmatched when !unmatched.isUnknownOption() ->
                    unmatched(unmatched);
            case MutuallyExclusiveArgsException exclusive ->
                    message.replaceAll("=[A-Z]+", "")
                            .replaceFirst(" are mutually exclusive.*", " exclude each other");
            default -> message;
        };
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().getFirst();
        return unmatched.getCommandLine().getParent() == null
                ? "There is no command \"%s\"".formatted(first)
                : "The argument \"%s\" is one too many".formatted(first);
    }

    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        boolean wanted =
                unmatched.isUnknownOption() || unmatched.getCommandLine().getParent() == null;
        String given = unmatched.getUnmatched().getFirst();
        List<String> near =
                wanted
                        ? unmatched.getSuggestions().stream()
                                .filter(name -> Likeness.of(given, name))
                                .toList()
                        : List.of();
        return near.isEmpty() ? "" : " Did you mean %s?".formatted(String.join(" or ", near));
    }

    private static String help(CommandLine where) {
        return " %s --help lists what there is.".formatted(where.getCommandSpec().qualifiedName());
    }
}
