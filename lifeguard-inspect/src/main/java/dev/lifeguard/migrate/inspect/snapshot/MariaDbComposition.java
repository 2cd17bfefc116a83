package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts together what was read of a database of MariaDB.
 *
 * @param tables by their names
 * @param views by their names
 * @param others everything else, triggers in the order in which they run
 */
record MariaDbComposition(
        Map<String, MariaDbTable> tables,
        Map<String, MariaDbView> views,
        List<MariaDbObject> others) {

    private static final String HEADER =
            MariaDbSession.SETTINGS.stream()
                    .collect(
                            Collectors.joining(
                                    ";\n",
                                    "-- The schema of a database of MariaDB, as lifeguard-migrate"
                                            + " snapshot writes it.\n\n",
                                    ";"));

    MariaDbComposition {
        tables = new TreeMap<>(tables);
        views = new TreeMap<>(views);
        others = List.copyOf(others);
    }

    SchemaSnapshot snapshot(int server) {
        List<SnapshotStatement> script =
                inOrder().stream()
                        .map(
                                each ->
                                        new SnapshotStatement(
                                                each.whole().type(),
                                                MariaDbTokens.shown(each.whole().name()),
                                                each.phase() == Phase.NEVER
                                                        ? leftOut(each)
                                                        : each.sql()))
                        .toList();
        return new SchemaSnapshot(DatabaseProduct.MARIADB, server, HEADER, objects(), script);
    }

    private static String leftOut(MariaDbObject view) {
        return "-- The view %s names what is not there, and is left out."
                .formatted(MariaDbTokens.shown(view.name()).replaceAll("\\R", " "));
    }

    /** All of it, each behind what it needs. */
    List<MariaDbObject> inOrder() {
        List<MariaDbObject> all = new ArrayList<>();
        tables.forEach((name, table) -> all.add(made(name, table)));
        views.values().forEach(view -> all.add(view.object()));
        all.addAll(others);
        Map<MariaDbObject, Integer> places = places();
        all.sort(
                Comparator.comparing(MariaDbObject::phase)
                        .thenComparing(each -> places.getOrDefault(each, 0))
                        .thenComparing(each -> each.whole().type())
                        .thenComparing(each -> each.whole().name()));
        return all;
    }

    /** Views that name what is not there, each behind those of them that it reads. */
    List<MariaDbView> broken() {
        return inOrder().stream()
                .filter(each -> each.phase() == Phase.NEVER)
                .flatMap(each -> Stream.ofNullable(views.get(each.name())))
                .toList();
    }

    private static MariaDbObject made(String name, MariaDbTable table) {
        return MariaDbObject.of(
                table.isMerged() ? Phase.MERGED : Phase.TABLES,
                ObjectType.TABLE,
                name,
                List.of(table.sql()));
    }

    /** The places of views among each other. */
    private Map<MariaDbObject, Integer> places() {
        Map<String, MariaDbView> byNames = new HashMap<>();
        views.forEach((name, view) -> byNames.put(name.toLowerCase(Locale.ROOT), view));
        Map<String, Set<String>> functions = new HashMap<>();
        others.stream()
                .filter(each -> each.type() == ObjectType.FUNCTION)
                .forEach(each -> functions.put(each.name().toLowerCase(Locale.ROOT), each.names()));
        Map<MariaDbView, Set<MariaDbView>> needs = new HashMap<>();
        for (MariaDbView view : views.values()) {
            Set<MariaDbView> needed =
                    reached(view.needs(), functions).stream()
                            .filter(byNames::containsKey)
                            .map(byNames::get)
                            .collect(Collectors.toCollection(HashSet::new));
            needed.remove(view);
            needs.put(view, needed);
        }
        List<MariaDbView> ordered =
                new LoadOrder<>(
                                List.copyOf(views.values()),
                                needs,
                                Comparator.comparing(MariaDbView::name))
                        .ordered();
        Map<MariaDbObject, Integer> places = new HashMap<>();
        ordered.forEach(view -> places.put(view.object(), places.size()));
        return places;
    }

    /** Names, with those that functions among them say. */
    private static Set<String> reached(Set<String> names, Map<String, Set<String>> functions) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            String name = open.removeLast();
            if (reached.add(name)) {
                open.addAll(functions.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }

    private List<SchemaObject> objects() {
        Map<Whole, List<SchemaObject>> parts =
                others.stream()
                        .filter(MariaDbObject::isPart)
                        .collect(
                                Collectors.groupingBy(
                                        MariaDbObject::whole,
                                        Collectors.mapping(
                                                MariaDbComposition::compared,
                                                Collectors.toList())));
        Function<Whole, List<SchemaObject>> of = whole -> parts.getOrDefault(whole, List.of());
        List<SchemaObject> objects = new ArrayList<>();
        tables.forEach(
                (name, table) ->
                        objects.add(
                                compared(
                                        name, table, of.apply(new Whole(ObjectType.TABLE, name)))));
        views.values().stream()
                .map(MariaDbView::object)
                .forEach(view -> objects.add(compared(view).with(of.apply(view.whole()))));
        others.stream()
                .filter(each -> !each.isPart())
                .forEach(each -> objects.add(compared(each).with(of.apply(each.whole()))));
        objects.sort(Comparator.comparing(SchemaObject::type).thenComparing(SchemaObject::object));
        return objects;
    }

    private static SchemaObject compared(MariaDbObject object) {
        String name = object.isPart() ? object.name() : MariaDbTokens.shown(object.name());
        SchemaObject compared = SchemaObject.of(object.type(), name, object.compared());
        return object.phase() == Phase.NEVER ? compared.broken() : compared;
    }

    private static SchemaObject compared(
            String name, MariaDbTable table, List<SchemaObject> added) {
        List<SchemaObject> parts = new ArrayList<>(table.parts());
        parts.addAll(added);
        return new SchemaObject(
                ObjectType.TABLE,
                MariaDbTokens.shown(name),
                table.sql() + ";",
                table.head(),
                parts);
    }
}
