package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
                || replacesEverywhere()
                || (form.substitution() == Substitution.WHERE_DECLARED
                        && !rules.placeholders().isEmpty());
    }

    /** Whether they are replaced in the data of a COPY too, and nothing makes them text. */
    boolean replacesEverywhere() {
        return form.substitution() == Substitution.EVERYWHERE;
    }

    /** Why a placeholder without a value is refused; {@code written} is all of it. */
    String refusal(String written) {
        return switch (form.substitution()) {
            case NEVER, WHERE_DECLARED -> rules.placeholders().refusal(written);
            case ALWAYS, EVERYWHERE -> rules.placeholders().refusalWithoutEscape(written);
        };
    }

    /** What is put in for a placeholder, or null; {@code name} is between its braces. */
    @Nullable String value(String name) {
        if (!replacesEverywhere()) {
            return rules.placeholders().values().get(name);
        }
        String own = form.values().apply(name).orElse(null);
        return own == null ? inAnyCapitals(rules.placeholders().values(), name) : own;
    }

    private static @Nullable String inAnyCapitals(Map<String, String> values, String name) {
        String same = values.get(name);
        return same != null
                ? same
                : values.entrySet().stream()
                        .filter(value -> value.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether one that stays as it is written was perhaps meant to be replaced. */
    boolean wonders() {
        return form.substitution() == Substitution.WHERE_DECLARED && !replaces();
    }
}
