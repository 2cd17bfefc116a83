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
                            ? settings.initial()
                            : settings.current();
            case "DISCARD" -> head.take("ALL") ? settings.initial() : settings.current();
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
        if (head.take("PG_CATALOG")) {
            head.takeSymbol(".");
        }
        if (!head.take("SET_CONFIG")) {
            return settings.current();
        }
        List<HeadToken> arguments = head.takeGroup().tokens();
        boolean assigns = arguments.size() > 4 && isName(arguments.getFirst());
        if (!assigns) {
            return settings.current();
        }
        boolean local = !OFF.contains(arguments.get(4).value());
        return assigned(arguments.get(2), local, settings);
    }

    private static Quoting assigned(HeadToken value, boolean local, QuotingSettings settings) {
        if (local && settings.ignoresLocal()) {
            return settings.current();
        }
        if (local) {
            settings.followLocal();
        }
        return quoting(value, settings);
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
