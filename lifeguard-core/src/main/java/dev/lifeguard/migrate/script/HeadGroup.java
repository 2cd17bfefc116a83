package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Set;

/**
 * A parenthesis at the head of a statement, as a list of options or arguments: {@code
 * (CONCURRENTLY, VERBOSE off)}.
 *
 * @param tokens those directly in it, without the parentheses nested deeper
 */
record HeadGroup(List<HeadToken> tokens) {

    static final HeadGroup NONE = new HeadGroup(List.of());

    private static final Set<String> NO = Set.of("false", "off", "0", "no");

    HeadGroup {
        tokens = List.copyOf(tokens);
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Whether the option is there, given in lower case. */
    boolean has(String option) {
        return indexOf(option) >= 0;
    }

    /** Whether the option is there with this value, given in lower case. */
    boolean has(String option, String value) {
        return has(option) && valueOf(option).equals(value);
    }

    /** Whether the option is there and not switched off. */
    boolean isOn(String option) {
        return has(option) && !NO.contains(valueOf(option));
    }

    /** Whether the option is there and switched off. */
    boolean isOff(String option) {
        return has(option) && NO.contains(valueOf(option));
    }

    private int indexOf(String option) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean begins = i == 0 || tokens.get(i - 1).text().equals(",");
            if (begins && tokens.get(i).isNameOrWord() && tokens.get(i).value().equals(option)) {
                return i;
            }
        }
        return -1;
    }

    private String valueOf(String option) {
        int at = indexOf(option) + 1;
        if (at < tokens.size() && tokens.get(at).text().equals("=")) {
            at++;
        }
        return at < tokens.size() ? tokens.get(at).value() : "";
    }
}
