package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schema of a database.
 *
 * @param product what database it is of
 * @param server the major version of the server
 * @param header what its text begins with: comments and settings, without a line feed at the end
 * @param objects by their types and names; parts are not among them
 * @param script all statements in an order in which an empty database takes them
 */
public record SchemaSnapshot(
        DatabaseProduct product,
        int server,
        String header,
        List<SchemaObject> objects,
        List<SnapshotStatement> script) {

    /** The first line of each file of one object: what tells it from files of others. */
    static final String MARK = "-- Written by lifeguard-migrate snapshot.";

    /** The order of objects, and of the parts of one. */
    static final Comparator<SchemaObject> BY_NAME =
            Comparator.comparing(SchemaObject::type)
                    .thenComparing(SchemaObject::object)
                    .thenComparing(SchemaObject::sql);

    /** Copies the lists. */
    public SchemaSnapshot {
        objects = List.copyOf(objects);
        script = List.copyOf(script);
    }

    /** All of it; lines end with a line feed. */
    public String text() {
        return script.stream()
                .map(SnapshotStatement::sql)
                .collect(Collectors.joining("\n\n", header + "\n\n", "\n"));
    }

    /**
     * The same, one file an object. Functions of one name share a file.
     *
     * @return the texts by the files' paths, as {@code table/public.orders.sql}
     */
    public SortedMap<String, String> files() {
        Map<String, List<String>> statements = new TreeMap<>();
        script.forEach(
                each ->
                        statements
                                .computeIfAbsent(path(each), file -> new ArrayList<>())
                                .add(each.sql()));
        Map<String, Integer> alike = new HashMap<>();
        statements.keySet().forEach(path -> alike.merge(folded(path), 1, Integer::sum));
        SortedMap<String, String> files = new TreeMap<>();
        statements.forEach(
                (path, sql) -> {
                    String name =
                            alike.getOrDefault(folded(path), 0) == 1 || path.equals(folded(path))
                                    ? path
                                    : path + "~" + HexFormat.of().toHexDigits(path.hashCode());
                    files.put(name + ".sql", MARK + "\n\n" + String.join("\n\n", sql) + "\n");
                });
        return files;
    }

    /** Some file systems take names for the same that differ in case only. */
    private static String folded(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static String path(SnapshotStatement statement) {
        String name = statement.object().replaceFirst("\\(.*", "").replaceAll("[\"`]", "");
        StringBuilder path = new StringBuilder(statement.type().directory()).append('/');
        name.codePoints()
                .forEach(
                        point -> {
                            if (Character.isLetterOrDigit(point) || "._-$".indexOf(point) >= 0) {
                                path.appendCodePoint(point);
                            } else {
                                path.append('%').append(Integer.toHexString(point));
                            }
                        });
        return path.toString();
    }
}
