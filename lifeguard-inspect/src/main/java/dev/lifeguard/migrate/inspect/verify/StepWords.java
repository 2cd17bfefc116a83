package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.plan.PlanStep;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a migration's way up says.
 *
 * @param text all its statements, in lower case
 */
record StepWords(String text) {

    /** A statement made of a text; not a trigger's function, and not a privilege. */
    private static final Pattern DYNAMIC =
            Pattern.compile("\\bexecute\\b(?!\\s+(?:function|procedure|on)\\b)");

    static StepWords of(PlanStep step) {
        StringBuilder text = new StringBuilder();
        step.forEachStatement(statement -> text.append(statement.text()).append('\n'));
        return new StepWords(text.toString().toLowerCase(Locale.ROOT));
    }

    /** Whether a name is somewhere in it; as a part of a longer one, too. */
    boolean name(String object) {
        return text.contains(object.toLowerCase(Locale.ROOT));
    }

    /** Whether it may change what it does not name, by statements that it puts together. */
    boolean mayReachOthers() {
        return DYNAMIC.matcher(text).find();
    }
}
