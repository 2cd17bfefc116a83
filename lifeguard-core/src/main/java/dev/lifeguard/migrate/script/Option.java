package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Set;

/** Options in a parenthesis, such as {@code (CONCURRENTLY, VERBOSE off)}. */
final class Option {

    private static final Set<String> NO = Set.of("false", "off", "0", "no");

    private Option() {}

    /** Whether the option is there and not switched off. */
    static boolean isOn(String name, List<HeadToken> group) {
        int at = indexOf(name, group);
        return at >= 0 && !NO.contains(valueAt(at, group));
    }

    /** Whether the option is there and switched off. */
    static boolean isOff(String name, List<HeadToken> group) {
        int at = indexOf(name, group);
        return at >= 0 && NO.contains(valueAt(at, group));
    }

    /** Whether the option is there with this value, given in lower case. */
    static boolean has(String name, String value, List<HeadToken> group) {
        int at = indexOf(name, group);
        return at >= 0 && valueAt(at, group).equals(value);
    }

    static boolean isNamed(String name, List<HeadToken> group) {
        return indexOf(name, group) >= 0;
    }

    private static int indexOf(String name, List<HeadToken> group) {
        for (int i = 0; i < group.size(); i++) {
            boolean first = i == 0 || group.get(i - 1).text().equals(",");
            if (first && group.get(i).isNameOrWord() && group.get(i).value().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String valueAt(int name, List<HeadToken> group) {
        int value = name + 1;
        if (value < group.size() && group.get(value).text().equals("=")) {
            value++;
        }
        return value < group.size() ? group.get(value).value() : "";
    }
}
