package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.BatchTerms.Mode;

/**
 * How scripts are read.
 *
 * @param sql the database's SQL, as the session reads it that runs them
 * @param placeholders what is replaced in them
 * @param background how batches are run whose script says that they are run in the background
 */
public record ScriptRules(LexerRules sql, Placeholders placeholders, Mode background) {

    /** Whoever is asked to run batches in the background does that. */
    public ScriptRules(LexerRules sql, Placeholders placeholders) {
        this(sql, placeholders, Mode.BACKGROUND);
    }
}
