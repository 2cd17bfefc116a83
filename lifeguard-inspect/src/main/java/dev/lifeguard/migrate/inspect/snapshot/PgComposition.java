package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what the catalogue of PostgreSQL says together to a snapshot. */
final class PgComposition {

    private static final String HEADER =
            """
            -- The schema of a database of PostgreSQL, as lifeguard-migrate snapshot writes it.

            SET client_encoding = 'UTF8';
            SET check_function_bodies = false;
            SELECT pg_catalog.set_config('search_path', '', false);\
            """;

    /** A newer server has it without being told, so it is no difference to an older one. */
    private static final String USUAL_SINCE_15 = "REVOKE CREATE ON SCHEMA public FROM PUBLIC;";

    private final PgDependencies dependencies;
    private final Map<String, PgTable> tables = new HashMap<>();

    /** Objects that belong to no other, by their addresses; statements of tables come last. */
    private final Map<String, PgRow> wholes = new HashMap<>();

    /** What belongs to one of those, and which. */
    private final Map<PgRow, PgRow> parts = new HashMap<>();

    PgComposition(List<PgRow> rows, List<PgTable> found, PgDependencies dependencies) {
        this.dependencies = dependencies;
        for (PgTable table : found) {
            if (!dependencies.isMember(table.address())) {
                tables.put(table.address(), table);
                wholes.put(table.address(), row(table, Set.of()));
            }
        }
        for (PgRow row : rows) {
            if (row.of().isEmpty() && !dependencies.isMember(row.address())) {
                wholes.put(row.address(), row);
            }
        }
        rows.stream().filter(row -> row.of().isPresent()).forEach(this::addPart);
    }

    /** What an extension brought has parts that came with it; only its privileges are compared. */
    private void addPart(PgRow row) {
        boolean brought =
                dependencies.isMember(row.address())
                        || (row.type() != ObjectType.GRANT
                                && row.of()
                                        .filter(
                                                of ->
                                                        dependencies.isOfMember(
                                                                of, wholes::containsKey))
                                        .isPresent());
        if (!brought) {
            row.of()
                    .flatMap(of -> dependencies.known(of, wholes::containsKey))
                    .ifPresent(whole -> parts.put(row, wholes.get(whole)));
        }
    }

    private static PgRow row(PgTable table, Set<String> postponed) {
        return new PgRow(
                Phase.MADE,
                table.address(),
                table.type(),
                table.object(),
                table.sql(postponed),
                Optional.empty());
    }

    SchemaSnapshot snapshot(int server) {
        return new SchemaSnapshot(DatabaseProduct.POSTGRESQL, server, HEADER, objects(), script());
    }

    private List<SchemaObject> objects() {
        Map<String, List<SchemaObject>> belonging = new HashMap<>();
        parts.forEach(
                (part, whole) -> {
                    String sql = withoutUsual(part.sql());
                    if (!sql.isEmpty()) {
                        belonging
                                .computeIfAbsent(whole.address(), key -> new ArrayList<>())
                                .add(SchemaObject.of(part.type(), part.object(), sql));
                    }
                });
        Comparator<SchemaObject> order = SchemaSnapshot.BY_NAME;
        return wholes.values().stream()
                .map(
                        row -> {
                            List<SchemaObject> added =
                                    belonging.getOrDefault(row.address(), List.of()).stream()
                                            .sorted(order)
                                            .toList();
                            PgTable table = tables.get(row.address());
                            return table == null ? with(row, added) : table.compared(added);
                        })
                .sorted(order)
                .toList();
    }

    /** What is said later of the object itself, as OWNED BY, is no part of it. */
    private static SchemaObject with(PgRow row, List<SchemaObject> added) {
        Map<Boolean, List<SchemaObject>> own =
                added.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        it ->
                                                it.type() == row.type()
                                                        && it.object().equals(row.object())));
        String sql =
                Stream.concat(
                                Stream.of(row.sql()),
                                own.getOrDefault(true, List.of()).stream().map(SchemaObject::sql))
                        .collect(Collectors.joining("\n"));
        return SchemaObject.of(row.type(), row.object(), sql)
                .with(own.getOrDefault(false, List.of()));
    }

    private static String withoutUsual(String sql) {
        return sql.contains(USUAL_SINCE_15)
                ? sql.lines()
                        .filter(line -> !line.equals(USUAL_SINCE_15))
                        .collect(Collectors.joining("\n"))
                : sql;
    }

    private List<SnapshotStatement> script() {
        Map<String, PgRow> made = new HashMap<>();
        wholes.values().stream()
                .filter(row -> row.phase() == Phase.MADE)
                .forEach(row -> made.put(row.address(), row));
        parts.keySet().stream()
                .filter(row -> row.phase() == Phase.MADE)
                .forEach(row -> made.put(row.address(), row));
        Set<String> postponed = new HashSet<>();
        LoadOrder<String> order = order(made, postponed);
        if (!order.left().isEmpty()) {
            postpone(made, order.left(), postponed);
            order = order(made, postponed);
        }
        List<SnapshotStatement> script = new ArrayList<>();
        for (String address : order.ordered()) {
            PgTable table = tables.get(address);
            PgRow row = made.get(address);
            if (row != null) {
                script.add(statement(table == null ? row : row(table, postponed)));
            }
        }
        later(postponed).forEach(row -> script.add(statement(row)));
        return script;
    }

    private LoadOrder<String> order(Map<String, PgRow> made, Set<String> postponed) {
        Set<String> ignored = new HashSet<>(postponed);
        later(postponed).stream()
                .map(PgRow::address)
                .filter(address -> !made.containsKey(address))
                .forEach(ignored::add);
        Map<String, Set<String>> needs =
                dependencies.needs(
                        made::containsKey,
                        ignored,
                        address -> {
                            PgRow row = made.get(address);
                            return row != null && row.type() == ObjectType.SEQUENCE;
                        });
        Comparator<PgRow> smallest = byWholes();
        return new LoadOrder<>(
                List.copyOf(made.keySet()),
                needs,
                (one, other) -> smallest.compare(made.get(one), made.get(other)));
    }

    /** Whatever can be said later is, of tables that wait for something that waits for them. */
    private void postpone(Map<String, PgRow> made, List<String> left, Set<String> postponed) {
        Set<String> waiting = new HashSet<>(left);
        for (String address : left) {
            PgTable table = tables.get(address);
            if (table != null) {
                table.postponable().stream()
                        .filter(
                                each ->
                                        dependencies.neededBy(each, made::containsKey).stream()
                                                .anyMatch(
                                                        other ->
                                                                !other.equals(address)
                                                                        && waiting.contains(other)))
                        .forEach(postponed::add);
            }
        }
    }

    private List<PgRow> later(Set<String> postponed) {
        List<PgRow> later = new ArrayList<>();
        tables.values().forEach(table -> later.addAll(table.later(postponed)));
        Stream.concat(wholes.values().stream(), parts.keySet().stream())
                .filter(row -> row.phase() != Phase.MADE && row.phase() != Phase.NEVER)
                .forEach(later::add);
        later.sort(Comparator.comparing(PgRow::phase).thenComparing(byWholes()));
        return later;
    }

    /** Those of one object together, that itself first. */
    private Comparator<PgRow> byWholes() {
        Comparator<PgRow> byName = Comparator.comparing(PgRow::type).thenComparing(PgRow::object);
        return Comparator.comparing(this::whole, byName)
                .thenComparing(row -> row.of().isPresent())
                .thenComparing(byName)
                .thenComparing(PgRow::sql);
    }

    private PgRow whole(PgRow row) {
        PgRow whole = parts.get(row);
        if (whole != null) {
            return whole;
        }
        return row.of().map(wholes::get).orElse(row);
    }

    private SnapshotStatement statement(PgRow row) {
        PgRow whole = whole(row);
        return new SnapshotStatement(whole.type(), whole.object(), row.sql());
    }
}
