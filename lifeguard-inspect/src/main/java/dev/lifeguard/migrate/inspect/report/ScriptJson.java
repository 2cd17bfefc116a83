package dev.lifeguard.migrate.inspect.report;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * JSON that may stand in a script element of HTML, whatever its texts hold: no {@code <}, {@code >}
 * or {@code &}, and nothing that ends a line in JavaScript alone.
 */
final class ScriptJson {

    private static final String ESCAPED = "<>&\u007f\u2028\u2029";

    private final StringBuilder text = new StringBuilder();

    private ScriptJson() {}

    /** Writes a row, with rows, collections, numbers and truths in it, or what has a text. */
    static String of(JsonRow row) {
        ScriptJson json = new ScriptJson();
        json.write(row);
        return json.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case JsonRow row -> object(row.members());
            case Collection<?> all -> array(all);
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            default -> string(value.toString());
        }
    }

    private void object(Map<String, Object> members) {
        text.append('{');
        String comma = "";
        for (Map.Entry<String, Object> member : members.entrySet()) {
            text.append(comma);
            string(member.getKey());
            text.append(':');
            write(member.getValue());
            comma = ",";
        }
        text.append('}');
    }

    private void array(Collection<?> all) {
        text.append('[');
        for (Iterator<?> each = all.iterator(); each.hasNext(); ) {
            write(each.next());
            if (each.hasNext()) {
                text.append(',');
            }
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int at = 0; at < value.length(); at++) {
            char it = value.charAt(at);
            if (it == '"' || it == '\\') {
                text.append('\\').append(it);
            } else if (isEscaped(it) || isAlone(value, at)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) it));
            } else {
                text.append(it);
            }
        }
        text.append('"');
    }

    /** What HTML or JavaScript would read, and what turns a line around in an editor. */
    private static boolean isEscaped(char it) {
        return it < ' ' || ESCAPED.indexOf(it) >= 0 || Character.getType(it) == Character.FORMAT;
    }

    /** Whether it is half of a character, which UTF-8 cannot hold. */
    private static boolean isAlone(String value, int at) {
        char it = value.charAt(at);
        if (Character.isHighSurrogate(it)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(it)
                && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
