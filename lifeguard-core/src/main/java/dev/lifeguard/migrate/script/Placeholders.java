package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.Remedy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that stand for {@code ${name}} in a script's statements.
 *
 * <ul>
 *   <li>Where none are declared, {@code ${…}} is text like any other.
 *   <li>A value is put in before anything is read, also inside quotes, so a script quotes it as it
 *       needs it: {@code '${name}'}. What is in a value is not replaced again.
 *   <li>COPY data and comments stay as written. A value with a line break in it would otherwise
 *       leave the comment and run.
 *   <li>{@code $${name}} is the text {@code ${name}}. More dollar signs belong to a dollar quote:
 *       {@code $$${name}$$} is the value between {@code $$} and {@code $$}, and {@code
 *       $tag$${name}$tag$} the one between {@code $tag$} and {@code $tag$}. So write a blank or a
 *       line break between a dollar quote and a brace: {@code $$ {name} $$}, and not {@code
 *       $${name}$$}, in which only the second quote would be left.
 *   <li>A dollar sign and a brace with anything but a name and the closing brace behind them are
 *       text.
 * </ul>
 *
 * @param values by name, which is letters, digits, {@code _}, {@code .}, {@code -} and, for layouts
 *     that have such names, {@code :}
 */
public record Placeholders(Map<String, String> values) {

    /** No placeholders: nothing is replaced. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    static final int LONGEST_NAME = 128;

    private static final String NAME = "[A-Za-z0-9_.:-]{1," + LONGEST_NAME + "}";

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException with all {@link #faults}
     */
    public Placeholders {
        List<String> faults = faults(values);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(". ", faults) + ".");
        }
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * What is wrong with names and values: a name that is none, a value with a NUL character.
     *
     * @return a sentence each, without its full stop
     */
    public static List<String> faults(Map<String, String> values) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, String> placeholder : new TreeMap<>(values).entrySet()) {
            String name = placeholder.getKey();
            if (!Pattern.matches(NAME, name)) {
                faults.add(
                        ("The placeholder name \"%s\" is not 1 to %s letters, digits, \"_\", \".\","
                                        + " \"-\" or \":\"")
                                .formatted(name, LONGEST_NAME));
            }
            if (placeholder.getValue().indexOf('\0') >= 0) {
                faults.add(
                        "The value of the placeholder \"%s\" holds a NUL character"
                                .formatted(name));
            }
        }
        return faults;
    }

    /** Whether nothing is replaced. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The same for the files of another tool, to which two dollar signs mean something else. */
    String refusalWithoutEscape(String written) {
        return values.isEmpty()
                ? "The placeholder \"%s\" is not declared. Declare it by %s."
                        .formatted(written, declaration(written))
                : "The placeholder \"%s\" is not declared, but %s. Declare it by %s."
                        .formatted(written, declared(), declaration(written));
    }

    /** How one that is written so is declared. */
    static String declaration(String written) {
        String name = written.replaceAll("^\\$\\{|}$", "");
        return Pattern.matches(NAME, name)
                ? Remedy.PLACEHOLDER.of(name)
                : Remedy.PLACEHOLDER.place();
    }

    private String declared() {
        return values.keySet().stream()
                .map(name -> "\"${%s}\"".formatted(name))
                .collect(Collectors.joining(", "));
    }

    /** Why a placeholder without a value is refused; {@code written} is all of it. */
    String refusal(String written) {
        if (values.isEmpty()) {
            return ("The placeholder \"%s\" is not declared. Declare it by %s, or write \"$%s\""
                            + " for the text itself.")
                    .formatted(written, declaration(written), written);
        }
        return ("The placeholder \"%s\" is not declared, but %s. Declare it by %s, or write"
                        + " \"$%s\" for the text itself.")
                .formatted(written, declared(), declaration(written), written);
    }
}
