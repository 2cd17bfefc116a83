package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes a table of H2, taken apart.
 *
 * @param head what stands before the columns
 * @param columns each as it is written
 * @param tail what stands behind them
 */
record H2Table(String head, List<String> columns, String tail) {

    static H2Table of(String sql) {
        StringBuilder head = new StringBuilder();
        List<String> columns = new ArrayList<>();
        StringBuilder now = head;
        StringBuilder tail = new StringBuilder();
        int depth = 0;
        for (String token : PgTokens.of(sql)) {
            boolean opens = token.equals("(") && depth == 0 && now == head;
            depth += token.equals("(") ? 1 : 0;
            depth -= token.equals(")") ? 1 : 0;
            if (opens) {
                now = new StringBuilder();
            } else if (now != head && now != tail && ended(token, depth)) {
                columns.add(now.toString().strip());
                now = depth == 0 ? tail : new StringBuilder();
            } else {
                now.append(token);
            }
        }
        columns.removeIf(String::isEmpty);
        return new H2Table(head.toString(), columns, tail.toString());
    }

    private static boolean ended(String token, int depth) {
        return (token.equals(",") && depth == 1) || (token.equals(")") && depth == 0);
    }

    String sql() {
        return columns.stream()
                .map(column -> "    " + column)
                .collect(Collectors.joining(",\n", head + " (\n", "\n)" + tail));
    }

    /** It with its columns as parts. */
    SchemaObject made(String object, List<SchemaObject> added) {
        List<SchemaObject> parts = new ArrayList<>();
        for (String column : columns) {
            String name = H2Name.shown(PgTokens.of(column).getFirst());
            parts.add(SchemaObject.of(ObjectType.COLUMN, object + "." + name, column));
        }
        parts.addAll(added);
        return new SchemaObject(ObjectType.TABLE, object, sql(), head + tail, parts);
    }
}
