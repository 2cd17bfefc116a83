package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;

/**
 * How quotes read, as far as a session's settings decide it.
 *
 * @param strings how a string without a prefix reads
 * @param doubleQuotes what {@code "…"} is: STRING or NAME
 */
record Quoting(StringSyntax strings, TokenKind doubleQuotes) {

    /** How quotes read where a script has not yet changed it. */
    static Quoting of(LexerRules rules) {
        return new Quoting(
                rules.has(Feature.BACKSLASH_STRINGS)
                        ? StringSyntax.BACKSLASH
                        : StringSyntax.STANDARD,
                rules.has(Feature.DOUBLE_QUOTED_STRINGS) ? TokenKind.STRING : TokenKind.NAME);
    }

    Quoting withStrings(StringSyntax syntax) {
        return new Quoting(syntax, doubleQuotes);
    }
}
