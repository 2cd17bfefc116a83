package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.H2Object.Identity;
import dev.lifeguard.migrate.inspect.snapshot.H2Object.Phase;
import dev.lifeguard.migrate.inspect.snapshot.H2Object.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts what H2 scripts together to a snapshot. */
final class H2Composition {

    private static final String HEADER =
            "-- The schema of a database of H2, as lifeguard-migrate snapshot writes it.";

    private final List<H2Object> all;
    private final Map<Identity, H2Object> known = new HashMap<>();

    /** Those that a qualified name may be of. */
    private final Map<String, Set<H2Object>> named = new HashMap<>();

    H2Composition(List<H2Object> objects) {
        all =
                objects.stream()
                        .sorted(
                                Comparator.comparing(H2Object::phase)
                                        .thenComparing(H2Object::type)
                                        .thenComparing(H2Object::shown)
                                        .thenComparing(H2Object::sql))
                        .toList();
        for (H2Object each : all) {
            known.put(each.key(), each);
            if (each.isWhole()) {
                named.computeIfAbsent(each.key().name(), name -> new HashSet<>()).add(each);
            }
        }
    }

    SchemaSnapshot snapshot() {
        return new SchemaSnapshot(DatabaseProduct.H2, 0, HEADER, objects(), script());
    }

    /** What it belongs to, or itself. */
    private H2Object whole(H2Object object) {
        H2Object of = object.of().map(known::get).orElse(null);
        return of == null || of.equals(object) ? object : whole(of);
    }

    private List<SchemaObject> objects() {
        Map<H2Object, List<SchemaObject>> parts = new HashMap<>();
        all.stream()
                .filter(each -> !whole(each).equals(each))
                .forEach(
                        each ->
                                parts.computeIfAbsent(whole(each), key -> new ArrayList<>())
                                        .add(
                                                SchemaObject.of(
                                                        each.type(), about(each), each.sql())));
        return all.stream()
                .filter(each -> whole(each).equals(each))
                .map(each -> made(each, parts.getOrDefault(each, List.of())))
                .sorted(SchemaSnapshot.BY_NAME)
                .toList();
    }

    /** A comment has the name of what it is about, and a constraint is called after its table. */
    private String about(H2Object part) {
        return part.of()
                .map(known::get)
                .filter(of -> part.type() == ObjectType.COMMENT)
                .filter(of -> of.type() == ObjectType.CONSTRAINT)
                .map(H2Object::shown)
                .orElse(part.shown());
    }

    private static SchemaObject made(H2Object object, List<SchemaObject> parts) {
        List<SchemaObject> sorted = parts.stream().sorted(SchemaSnapshot.BY_NAME).toList();
        return object.type() == ObjectType.TABLE
                ? H2Table.of(object.sql()).made(object.shown(), sorted)
                : SchemaObject.of(object.type(), object.shown(), object.sql()).with(sorted);
    }

    private List<SnapshotStatement> script() {
        Map<H2Object, Integer> places = new HashMap<>();
        all.forEach(each -> places.putIfAbsent(each, places.size()));
        Comparator<H2Object> smallest = Comparator.comparingInt(places::get);
        List<H2Object> made = all.stream().filter(each -> each.phase() == Phase.MADE).toList();
        Map<H2Object, Set<H2Object>> needs = new HashMap<>();
        made.forEach(each -> needs.put(each, needs(each)));
        return Stream.concat(
                        new LoadOrder<>(made, needs, smallest).ordered().stream(),
                        all.stream().filter(each -> each.phase() != Phase.MADE))
                .map(
                        each ->
                                new SnapshotStatement(
                                        whole(each).type(), whole(each).shown(), each.sql()))
                .toList();
    }

    /** All that its statement names, and the schema that it is in. */
    private Set<H2Object> needs(H2Object object) {
        Set<H2Object> needs = new HashSet<>();
        for (String token : PgTokens.of(object.sql())) {
            if (token.startsWith("\"")) {
                needs.addAll(named.getOrDefault(token, Set.of()));
                List<String> parts = H2Name.parts(token);
                H2Object schema = known.get(new Identity(Space.SCHEMA, parts.getFirst()));
                if (parts.size() > 1 && schema != null) {
                    needs.add(schema);
                }
            }
        }
        needs.remove(object);
        return needs;
    }
}
