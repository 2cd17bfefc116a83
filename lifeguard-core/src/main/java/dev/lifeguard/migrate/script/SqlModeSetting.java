package dev.lifeguard.migrate.script;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the assignments to sql_mode of MariaDB and MySQL.
 *
 * <p>A list in quotes is read; CONCAT adds the modes in its strings, and REPLACE takes them away.
 * Anything else, such as the variable in which a dump has saved the mode, is taken for the mode
 * that the session began with.
 */
final class SqlModeSetting {

    /** Those that stand for a list with ANSI_QUOTES in it. */
    private static final Set<String> ANSI_QUOTES =
            Set.of("ansi_quotes", "ansi", "db2", "maxdb", "mssql", "oracle", "postgresql");

    private static final String NO_BACKSLASH_ESCAPES = "no_backslash_escapes";

    private SqlModeSetting() {}

    /** How quotes read after the statement. */
    static Quoting after(Head head, QuotingSettings settings) {
        Quoting result = settings.current();
        if (!head.take("SET")) {
            return result;
        }
        while (!head.isAtEnd()) {
            boolean assigns = takeName(head);
            List<HeadToken> value = head.takeAssignment();
            result = assigns && !value.isEmpty() ? assigned(value, result, settings) : result;
        }
        return result;
    }

    private static boolean takeName(Head head) {
        while (head.takeSymbol("@")) {}
        if (head.takeOneOf("SESSION", "LOCAL")) {
            head.takeSymbol(".");
            while (head.takeSymbol("@")) {}
        }
        if (!head.take().value().equals("sql_mode")) {
            return false;
        }
        head.takeSymbol(":");
        return head.takeSymbol("=");
    }

    private static Quoting assigned(
            List<HeadToken> value, Quoting current, QuotingSettings settings) {
        Set<String> modes =
                value.stream().flatMap(SqlModeSetting::modes).collect(Collectors.toSet());
        HeadToken first = value.getFirst();
        Quoting none = new Quoting(StringSyntax.BACKSLASH, TokenKind.STRING);
        Quoting all = new Quoting(StringSyntax.STANDARD, TokenKind.NAME);
        if (first.isWord("CONCAT")) {
            return changed(current, modes, all);
        }
        if (first.isWord("REPLACE")) {
            return changed(current, modes, none);
        }
        return first.kind() == TokenKind.STRING ? changed(none, modes, all) : settings.initial();
    }

    /** Takes over from another quoting what these modes decide. */
    private static Quoting changed(Quoting from, Set<String> modes, Quoting to) {
        boolean quotes = modes.stream().anyMatch(ANSI_QUOTES::contains);
        boolean escapes = modes.contains(NO_BACKSLASH_ESCAPES);
        return new Quoting(
                escapes ? to.strings() : from.strings(),
                quotes ? to.doubleQuotes() : from.doubleQuotes());
    }

    private static Stream<String> modes(HeadToken token) {
        if (token.kind() != TokenKind.STRING) {
            return Stream.empty();
        }
        return Arrays.stream(token.value().split("[ ,]+", -1));
    }
}
