package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import dev.lifeguard.migrate.inspect.snapshot.SchemaObject;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the objects in which two snapshots differ. */
public final class Differences {

    private final IgnoredObjects ignored;
    private final List<Difference> found = new ArrayList<>();

    private Differences(IgnoredObjects ignored) {
        this.ignored = ignored;
    }

    /**
     * Compares two.
     *
     * <p>What one of the servers is too old to tell makes no difference. Of an object that is on
     * one side alone it tells nothing of its parts and its comment.
     *
     * @return by types and names
     */
    public static List<Difference> between(
            SchemaSnapshot expected, SchemaSnapshot actual, IgnoredObjects ignored) {
        Differences differences = new Differences(ignored);
        int older = Math.min(expected.server(), actual.server());
        differences.compare(seen(expected, older), seen(actual, older));
        return differences.found.stream()
                .filter(each -> !differences.isAboutOneThatIsAlone(each))
                .sorted(Comparator.comparing(Difference::type).thenComparing(Difference::object))
                .toList();
    }

    /** The objects as the older one of the servers would tell of them. */
    private static List<SchemaObject> seen(SchemaSnapshot schema, int older) {
        return schema.product() == DatabaseProduct.POSTGRESQL
                ? new OlderServer(older).seen(schema.objects())
                : schema.objects();
    }

    private boolean isAboutOneThatIsAlone(Difference difference) {
        return difference.type() == ObjectType.COMMENT
                && found.stream()
                        .anyMatch(
                                other ->
                                        other.type() != ObjectType.COMMENT
                                                && other.kind() == difference.kind()
                                                && other.kind() != Difference.Kind.CHANGED
                                                && other.object().equals(difference.object()));
    }

    /** What tells an object from its neighbours. */
    private record Key(ObjectType type, String object) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::type).thenComparing(Key::object).compare(this, other);
        }
    }

    private void compare(List<SchemaObject> expected, List<SchemaObject> actual) {
        Map<Key, List<SchemaObject>> one = byKeys(expected);
        Map<Key, List<SchemaObject>> other = byKeys(actual);
        Set<Key> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (Key key : keys) {
            if (!ignored.includes(key.object())) {
                compare(key, one.getOrDefault(key, List.of()), other.getOrDefault(key, List.of()));
            }
        }
    }

    private static Map<Key, List<SchemaObject>> byKeys(List<SchemaObject> objects) {
        return objects.stream()
                .collect(
                        Collectors.groupingBy(
                                object -> new Key(object.type(), object.object()),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private void compare(Key key, List<SchemaObject> expected, List<SchemaObject> actual) {
        if (expected.isEmpty() || actual.isEmpty()) {
            add(key, whole(expected), whole(actual));
            return;
        }
        String one = heads(expected);
        String other = heads(actual);
        if (!one.equals(other)) {
            add(key, one, other);
        } else {
            compareOrder(key, expected.getFirst(), actual.getFirst());
        }
        compare(parts(expected), parts(actual));
    }

    private void add(Key key, @Nullable String expected, @Nullable String actual) {
        found.add(
                new Difference(
                        key.type(),
                        key.object(),
                        Optional.ofNullable(expected),
                        Optional.ofNullable(actual)));
    }

    /** What the objects of one name are; null where there is none. */
    private static @Nullable String whole(List<SchemaObject> objects) {
        return objects.isEmpty()
                ? null
                : objects.stream().map(SchemaObject::sql).collect(Collectors.joining("\n"));
    }

    private static String heads(List<SchemaObject> objects) {
        return objects.stream().map(SchemaObject::head).collect(Collectors.joining("\n"));
    }

    private static List<SchemaObject> parts(List<SchemaObject> objects) {
        return objects.stream().flatMap(object -> object.parts().stream()).toList();
    }

    /** Columns that both have, in another order. */
    private void compareOrder(Key key, SchemaObject expected, SchemaObject actual) {
        List<String> one = columns(expected).toList();
        List<String> other = columns(actual).toList();
        List<String> inOne = one.stream().filter(other::contains).toList();
        List<String> inOther = other.stream().filter(one::contains).toList();
        if (!inOne.equals(inOther)) {
            add(key, order(key, one), order(key, other));
        }
    }

    private static Stream<String> columns(SchemaObject table) {
        return table.parts().stream()
                .filter(part -> part.type() == ObjectType.COLUMN)
                .map(SchemaObject::object);
    }

    private static String order(Key key, List<String> columns) {
        return columns.stream()
                .map(column -> column.substring(key.object().length() + 1))
                .collect(Collectors.joining(", ", "-- columns: ", ""));
    }
}
