package dev.lifeguard.migrate.script;

/** A script, and how it is read. */
record ScriptSource(ScriptContent content, ScriptRules rules) {}
