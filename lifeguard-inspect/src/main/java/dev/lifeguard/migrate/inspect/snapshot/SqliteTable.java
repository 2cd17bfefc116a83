package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of SQLite, read from the statement that the database keeps.
 *
 * @param name without quotes
 * @param constraints each from its first word on, or its name
 * @param options what stands behind all of it
 */
record SqliteTable(
        String name,
        List<SqliteColumn> columns,
        List<List<SqliteToken>> constraints,
        List<String> options) {

    /**
     * Reads one.
     *
     * @param name without quotes
     * @return empty where the statement is none that SQLite would have kept
     */
    static Optional<SqliteTable> of(String name, List<SqliteToken> tokens) {
        int open = 0;
        while (open < tokens.size() && !tokens.get(open).is("(")) {
            open++;
        }
        int close = open < tokens.size() ? SqliteParts.close(tokens, open) : -1;
        if (close < 0) {
            return Optional.empty();
        }
        List<SqliteColumn> columns = new ArrayList<>();
        List<List<SqliteToken>> constraints = new ArrayList<>();
        for (List<SqliteToken> item : SqliteParts.between(tokens.subList(open + 1, close))) {
            if (item.isEmpty()) {
                return Optional.empty();
            }
            if (isConstraint(item, 0)) {
                SqliteParts.at(item, at -> at > 0 && isConstraint(item, at))
                        .forEach(constraints::add);
            } else {
                columns.add(SqliteColumn.of(item));
            }
        }
        return Optional.of(
                new SqliteTable(
                        name,
                        columns,
                        constraints,
                        options(tokens.subList(close + 1, tokens.size()))));
    }

    private static boolean isConstraint(List<SqliteToken> item, int at) {
        if (item.get(at).kind() != Kind.WORD
                || (at >= 2 && item.get(at - 2).isWord("CONSTRAINT"))) {
            return false;
        }
        return item.get(at).isWord("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
    }

    private static List<String> options(List<SqliteToken> tokens) {
        return SqliteParts.between(tokens).stream()
                .map(
                        option ->
                                option.stream()
                                        .map(SqliteToken::upper)
                                        .collect(Collectors.joining(" ")))
                .filter(option -> !option.isEmpty())
                .sorted()
                .toList();
    }

    /** The names of its columns, by what they are in lower case. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        columns.forEach(each -> names.put(SqliteWords.folded(each.name()), each.name()));
        return names;
    }

    String object() {
        return SqliteWords.quoted(name);
    }

    /**
     * It with its columns and constraints.
     *
     * @param added what else belongs to it
     */
    SchemaObject made(List<SchemaObject> added) {
        List<SchemaObject> parts = new ArrayList<>();
        for (SqliteColumn column : columns) {
            String of = object() + "." + SqliteWords.quoted(column.name());
            parts.add(SchemaObject.of(ObjectType.COLUMN, of, column.text(names())));
        }
        constraints.stream()
                .map(each -> SqliteConstraint.of(each, names()))
                .sorted(SqliteConstraint.ORDER.thenComparing(SqliteConstraint::text))
                .map(
                        each ->
                                SchemaObject.of(
                                        ObjectType.CONSTRAINT,
                                        object() + "." + each.name(),
                                        each.text()))
                .forEach(parts::add);
        String inside =
                parts.stream().map(part -> "    " + part.sql()).collect(Collectors.joining(",\n"));
        String tail = options.isEmpty() ? "" : " " + String.join(", ", options);
        String head = "CREATE TABLE " + object();
        parts.addAll(added);
        return new SchemaObject(
                ObjectType.TABLE,
                object(),
                "%s (\n%s\n)%s;".formatted(head, inside, tail),
                head + tail + ";",
                parts);
    }
}
