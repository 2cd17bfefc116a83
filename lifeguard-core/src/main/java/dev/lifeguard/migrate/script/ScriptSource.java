package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;

/**
 * A script, and how it is read.
 *
 * @param rules of the run
 * @param form of this script
 */
record ScriptSource(ScriptContent content, ScriptRules rules, ScriptForm form) {

    /** Where it begins. */
    Place start() {
        int line = content.firstLine();
        return line == 1 ? Place.START : new Place(0, new Position(line, 1, 0));
    }

    /** Whether placeholders in it are replaced. */
    boolean replaces() {
        return form.substitution() == Substitution.ALWAYS
                || (form.substitution() == Substitution.WHERE_DECLARED
                        && !rules.placeholders().isEmpty());
    }

    /** Whether one that stays as it is written was perhaps meant to be replaced. */
    boolean wonders() {
        return form.substitution() == Substitution.WHERE_DECLARED && !replaces();
    }
}
