package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;

/** A script, and how it is read. */
record ScriptSource(ScriptContent content, LexerRules rules, Placeholders placeholders) {}
