package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.ColumnState.Fill;
import dev.lifeguard.migrate.inspect.compat.ColumnState.Presence;
import dev.lifeguard.migrate.inspect.compat.Rule.Check;
import dev.lifeguard.migrate.inspect.compat.Rule.Nulls;
import dev.lifeguard.migrate.inspect.compat.Rule.OldRows;
import dev.lifeguard.migrate.inspect.compat.Rule.Reference;
import dev.lifeguard.migrate.inspect.compat.Rule.UncheckedPresence;
import dev.lifeguard.migrate.inspect.compat.Rule.UniqueKey;
import dev.lifeguard.migrate.inspect.compat.TableState.Trait;
import dev.lifeguard.migrate.inspect.compat.TableState.Trigger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a scratch database is now, table by table. */
final class SchemaStateReader {

    private final Connection connection;

    private SchemaStateReader(Connection connection) {
        this.connection = connection;
    }

    /** One row of an answer. */
    @FunctionalInterface
    private interface Row<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** Reads it; names come with their schemas. */
    static SchemaState read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
        }
        return new SchemaStateReader(connection).read();
    }

    private SchemaState read() throws SQLException {
        Map<Long, List<ColumnState>> columns =
                grouped(SchemaStateSql.COLUMNS, SchemaStateReader::column);
        Map<Long, List<Rule>> rules = grouped(SchemaStateSql.CHECKS, SchemaStateReader::check);
        add(rules, grouped(SchemaStateSql.UNCHECKED_PRESENCES, SchemaStateReader::presence));
        add(rules, grouped(SchemaStateSql.KEYS, SchemaStateReader::key));
        add(rules, grouped(SchemaStateSql.REFERENCES, SchemaStateReader::reference));
        Map<Long, List<Trigger>> triggers =
                grouped(SchemaStateSql.TRIGGERS, SchemaStateReader::trigger);
        Map<Long, TableState> tables = new LinkedHashMap<>();
        Map<Long, List<Long>> parts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SchemaStateSql.TABLES)) {
            while (row.next()) {
                long id = row.getLong(1);
                parts.put(id, List.of((Long[]) row.getArray(6).getArray()));
                tables.put(
                        id,
                        new TableState(
                                id,
                                row.getString(2),
                                row.getString(3),
                                columns.getOrDefault(id, List.of()),
                                rules.getOrDefault(id, List.of()),
                                triggers.getOrDefault(id, List.of()),
                                List.of(),
                                Set.of(texts(row.getArray(5))),
                                row.getString(7),
                                traits(row.getArray(4))));
            }
        }
        return new SchemaState(named(tables, parts), labels());
    }

    private static Map<String, TableState> named(
            Map<Long, TableState> tables, Map<Long, List<Long>> parts) {
        Map<String, TableState> named = new HashMap<>();
        tables.forEach(
                (id, table) -> {
                    List<TableState> below =
                            parts.getOrDefault(id, List.of()).stream().map(tables::get).toList();
                    named.put(table.said(), below.isEmpty() ? table : table.with(below));
                });
        return named;
    }

    private static void add(Map<Long, List<Rule>> all, Map<Long, List<Rule>> more) {
        more.forEach(
                (id, rules) -> all.computeIfAbsent(id, fresh -> new ArrayList<>()).addAll(rules));
    }

    private <T> Map<Long, List<T>> grouped(String query, Row<? extends T> each)
            throws SQLException {
        Map<Long, List<T>> grouped = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                grouped.computeIfAbsent(row.getLong(1), fresh -> new ArrayList<>())
                        .add(each.of(row));
            }
        }
        return grouped;
    }

    private Map<String, List<String>> labels() throws SQLException {
        Map<String, List<String>> labels = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SchemaStateSql.LABELS)) {
            while (row.next()) {
                labels.put(row.getString(1), List.of(texts(row.getArray(2))));
            }
        }
        return labels;
    }

    private static Set<Trait> traits(Array array) throws SQLException {
        return Stream.of(texts(array)).map(Trait::valueOf).collect(Collectors.toSet());
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    private static ColumnState column(ResultSet row) throws SQLException {
        return new ColumnState(
                row.getString(2),
                row.getString(3),
                new ColumnType(row.getString(4), row.getInt(5)),
                row.getBoolean(6) ? Presence.REQUIRED : Presence.OPTIONAL,
                Fill.valueOf(row.getString(7)),
                Set.of(texts(row.getArray(8))),
                List.of(texts(row.getArray(9))));
    }

    private static Check check(ResultSet row) throws SQLException {
        return new Check(
                row.getString(2),
                Set.of(texts(row.getArray(4))),
                row.getString(3),
                row.getBoolean(5) ? OldRows.VALIDATED : OldRows.UNKNOWN);
    }

    private static UncheckedPresence presence(ResultSet row) throws SQLException {
        return new UncheckedPresence(row.getString(2), row.getString(3));
    }

    private static UniqueKey key(ResultSet row) throws SQLException {
        return new UniqueKey(
                row.getString(2),
                Set.of(texts(row.getArray(3))),
                plain(texts(row.getArray(4)), texts(row.getArray(5))),
                Nulls.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                deferral(row, 9));
    }

    private static Map<String, String> plain(String[] columns, String[] equals) {
        Map<String, String> plain = new HashMap<>();
        for (int at = 0; at < columns.length; at++) {
            plain.put(columns[at], equals[at]);
        }
        return plain;
    }

    private static Reference reference(ResultSet row) throws SQLException {
        return new Reference(
                row.getString(2),
                Set.of(texts(row.getArray(3))),
                row.getString(4),
                Set.of(texts(row.getArray(5))),
                row.getString(6),
                row.getString(7).charAt(0),
                row.getString(8).charAt(0),
                row.getString(9).charAt(0),
                Set.of(texts(row.getArray(10))),
                deferral(row, 11));
    }

    private static Deferral deferral(ResultSet row, int column) throws SQLException {
        return Deferral.valueOf(row.getString(column));
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(row.getString(2), row.getString(3), row.getInt(4), row.getString(5));
    }
}
