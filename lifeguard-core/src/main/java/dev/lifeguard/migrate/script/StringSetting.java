package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Set;

/** Finds the statements of PostgreSQL that change standard_conforming_strings. */
final class StringSetting {

    private static final String NAME = "standard_conforming_strings";
    private static final Set<String> OFF =
            Set.of("off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0");

    private StringSetting() {}

    /** How quotes read after the statement. */
    static Quoting after(Head head, QuotingSettings settings) {
        return switch (head.take().text()) {
            case "SET" -> afterSet(head, settings);
            case "RESET" ->
                    isName(head.peek()) || head.take("ALL")
                            ? settings.assigned(settings.initial())
                            : settings.current();
            case "DISCARD" ->
                    head.take("ALL") ? settings.assigned(settings.initial()) : settings.current();
            case "SELECT" -> afterSelect(head, settings);
            default -> settings.current();
        };
    }

    private static Quoting afterSet(Head head, QuotingSettings settings) {
        boolean local = head.take("LOCAL");
        head.take("SESSION");
        boolean assigns = isName(head.take()) && (head.take("TO") || head.takeSymbol("="));
        return assigns ? assigned(head.take(), local, settings) : settings.current();
    }

    private static Quoting afterSelect(Head head, QuotingSettings settings) {
        List<HeadToken> arguments = argumentsOfSetConfig(head);
        return arguments.size() > 4 && isName(arguments.getFirst())
                ? assigned(arguments.get(2), isLocal(arguments), settings)
                : settings.current();
    }

    /** Whether a query, read up to its first word, sets something to its transaction's end. */
    static boolean setsLocally(Head afterSelect) {
        List<HeadToken> arguments = argumentsOfSetConfig(afterSelect);
        return arguments.size() > 4 && isLocal(arguments);
    }

    private static List<HeadToken> argumentsOfSetConfig(Head afterSelect) {
        if (afterSelect.take("PG_CATALOG")) {
            afterSelect.takeSymbol(".");
        }
        return afterSelect.take("SET_CONFIG") ? afterSelect.takeGroup().tokens() : List.of();
    }

    private static boolean isLocal(List<HeadToken> arguments) {
        return !OFF.contains(arguments.get(4).value());
    }

    private static Quoting assigned(HeadToken value, boolean local, QuotingSettings settings) {
        return local
                ? settings.assignedLocally(quoting(value, settings))
                : settings.assigned(quoting(value, settings));
    }

    private static boolean isName(HeadToken token) {
        return token.value().equals(NAME);
    }

    private static Quoting quoting(HeadToken value, QuotingSettings settings) {
        if (value.isWord("DEFAULT")) {
            return settings.initial();
        }
        boolean off = OFF.contains(value.value());
        return settings.initial().withStrings(off ? StringSyntax.BACKSLASH : StringSyntax.STANDARD);
    }
}
