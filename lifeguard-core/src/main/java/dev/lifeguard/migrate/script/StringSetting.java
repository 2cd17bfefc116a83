package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the statements that change standard_conforming_strings. */
final class StringSetting {

    private static final String NAME = "standard_conforming_strings";
    private static final Set<String> OFF =
            Set.of("off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0");

    private StringSetting() {}

    /** How strings read after the statement, or empty when it does not change that. */
    static Optional<StringSyntax> of(Head head) {
        return switch (head.take().text()) {
            case "SET" -> afterSet(head);
            case "RESET" -> when(isName(head.peek()) || head.take("ALL"), StringSyntax.STANDARD);
            case "DISCARD" -> when(head.take("ALL"), StringSyntax.STANDARD);
            case "SELECT" -> afterSelect(head);
            default -> Optional.empty();
        };
    }

    private static Optional<StringSyntax> afterSet(Head head) {
        head.takeOneOf("SESSION", "LOCAL");
        if (!isName(head.take()) || !(head.take("TO") || head.takeSymbol("="))) {
            return Optional.empty();
        }
        return Optional.of(syntax(head.take()));
    }

    private static Optional<StringSyntax> afterSelect(Head head) {
        if (head.take("PG_CATALOG")) {
            head.takeSymbol(".");
        }
        if (!head.take("SET_CONFIG")) {
            return Optional.empty();
        }
        List<HeadToken> arguments = head.takeGroup().tokens();
        return when(
                arguments.size() > 2 && isName(arguments.getFirst()),
                arguments.size() > 2 ? syntax(arguments.get(2)) : StringSyntax.STANDARD);
    }

    private static boolean isName(HeadToken token) {
        return token.value().equals(NAME);
    }

    private static StringSyntax syntax(HeadToken value) {
        return OFF.contains(value.value()) ? StringSyntax.BACKSLASH : StringSyntax.STANDARD;
    }

    private static Optional<StringSyntax> when(boolean found, StringSyntax syntax) {
        return found ? Optional.of(syntax) : Optional.empty();
    }
}
