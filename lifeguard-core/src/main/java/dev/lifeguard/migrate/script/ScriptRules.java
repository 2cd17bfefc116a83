package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;

/**
 * How scripts are read.
 *
 * @param sql the database's SQL, as the session reads it that runs them
 * @param placeholders what is replaced in them
 */
public record ScriptRules(LexerRules sql, Placeholders placeholders) {}
