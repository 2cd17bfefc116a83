package dev.lifeguard.migrate.engine.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A key as one text: its values, divided by commas; a comma or a backslash in one of several values
 * has a backslash before it. A single value is its own text.
 */
final class KeyText {

    private KeyText() {}

    static String of(List<String> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.stream()
                        .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                        .collect(Collectors.joining(","));
    }

    /** The values of a text that was made of so many. */
    static List<String> values(String text, int columns) {
        if (columns == 1) {
            return List.of(text);
        }
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\' && at + 1 < text.length()) {
                at++;
                value.append(text.charAt(at));
            } else if (character == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(character);
            }
        }
        values.add(value.toString());
        return values;
    }
}
