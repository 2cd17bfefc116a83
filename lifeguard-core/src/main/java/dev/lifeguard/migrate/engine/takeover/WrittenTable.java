package dev.lifeguard.migrate.engine.takeover;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's name as a person or a tool writes it.
 *
 * @param schema null where none is given
 */
record WrittenTable(@Nullable String schema, String table) {

    /** {@code table} or {@code schema.table}, each perhaps between double quotes or backticks. */
    static WrittenTable of(String written) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < written.length(); at++) {
            char character = written.charAt(at);
            if (quote != 0 && character == quote) {
                boolean doubled = at + 1 < written.length() && written.charAt(at + 1) == quote;
                if (doubled) {
                    part.append(character);
                    at++;
                } else {
                    quote = 0;
                }
            } else if (quote == 0 && (character == '"' || character == '`')) {
                quote = character;
            } else if (quote == 0 && character == '.' && parts.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        return new WrittenTable(parts.isEmpty() ? null : parts.getFirst(), part.toString());
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return schema == null ? table : schema + "." + table;
    }
}
