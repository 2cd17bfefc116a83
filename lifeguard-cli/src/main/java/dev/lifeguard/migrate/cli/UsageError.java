package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.settings.Redaction;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that do not fit, in a sentence that says what to do. */
final class UsageError {

    private UsageError() {}

    static ErrorDetail of(ParameterException wrong) {
        String what =
                Objects.requireNonNullElse(wrong.getMessage(), "The arguments do not fit")
                        .strip()
                        .replaceFirst("^Error: ", "");
        String safe = Redaction.ofArguments(what);
        String sentence = safe.endsWith(".") ? safe : safe + ".";
        return ErrorDetail.of(ErrorKind.CONFIGURATION, sentence + suggestion(wrong) + help(wrong));
    }

    static ErrorDetail noCommand() {
        return ErrorDetail.of(
                ErrorKind.CONFIGURATION,
                "No command is given. lifeguard-migrate --help lists what there is.");
    }

    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty() ? "" : " Did you mean %s?".formatted(String.join(" or ", near));
    }

    private static String help(ParameterException wrong) {
        CommandLine where = wrong.getCommandLine();
        String command = where.getCommandSpec().qualifiedName();
        return " %s --help lists what there is.".formatted(command);
    }
}
