package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.inspect.report.TableShape.Column;
import dev.lifeguard.migrate.inspect.report.TableShape.Reference;
import dev.lifeguard.migrate.inspect.report.TableShape.Role;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads tables, their columns and foreign keys by what every driver of JDBC tells. */
final class TableShapes {

    private static final Set<String> SYSTEM =
            Set.of("information_schema", "pg_catalog", "pg_toast", "mysql", "sys");

    private final DatabaseMetaData data;
    private final @Nullable String catalog;

    private TableShapes(DatabaseMetaData data, @Nullable String catalog) {
        this.data = data;
        this.catalog = catalog;
    }

    /** All of them, by name. */
    static List<TableShape> read(Connection connection) throws SQLException {
        return new TableShapes(connection.getMetaData(), connection.getCatalog()).read();
    }

    /** Where a table is, as the driver has it. */
    private record Address(@Nullable String schema, String table) {

        String name() {
            return schema == null || schema.isEmpty() ? table : schema + "." + table;
        }
    }

    private List<TableShape> read() throws SQLException {
        Map<String, Address> tables = new TreeMap<>();
        try (ResultSet row =
                data.getTables(
                        catalog,
                        null,
                        "%",
                        new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (row.next()) {
                Address address =
                        new Address(row.getString("TABLE_SCHEM"), row.getString("TABLE_NAME"));
                if (!isSystem(address)) {
                    tables.put(address.name(), address);
                }
            }
        }
        Map<String, Map<String, Column>> columns = columns();
        List<TableShape> shapes = new ArrayList<>();
        for (Address address : tables.values()) {
            shapes.add(shape(address, columns.getOrDefault(address.name(), Map.of())));
        }
        return shapes;
    }

    private static boolean isSystem(Address address) {
        String schema = Objects.requireNonNullElse(address.schema(), "");
        return SYSTEM.contains(schema.toLowerCase(Locale.ROOT))
                || address.table().startsWith("sqlite_");
    }

    /** In one question: a question for each table would be thousands. */
    private Map<String, Map<String, Column>> columns() throws SQLException {
        Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
        try (ResultSet row = data.getColumns(catalog, null, "%", "%")) {
            while (row.next()) {
                Address address =
                        new Address(row.getString("TABLE_SCHEM"), row.getString("TABLE_NAME"));
                String name = row.getString("COLUMN_NAME");
                columns.computeIfAbsent(address.name(), it -> new LinkedHashMap<>())
                        .put(
                                name,
                                new Column(
                                        name,
                                        row.getString("TYPE_NAME"),
                                        Role.NONE,
                                        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
            }
        }
        return columns;
    }

    private TableShape shape(Address address, Map<String, Column> columns) throws SQLException {
        Map<String, Column> marked = new LinkedHashMap<>(columns);
        try (ResultSet row = data.getPrimaryKeys(catalog, address.schema(), address.table())) {
            while (row.next()) {
                mark(marked, row.getString("COLUMN_NAME"), Role.PRIMARY);
            }
        }
        List<Reference> references = references(address);
        references.stream()
                .flatMap(it -> it.columns().stream())
                .distinct()
                .forEach(column -> mark(marked, column, Role.FOREIGN));
        return new TableShape(address.name(), List.copyOf(marked.values()), references);
    }

    private static void mark(Map<String, Column> columns, String name, Role role) {
        columns.computeIfPresent(
                name,
                (it, column) ->
                        new Column(
                                name,
                                column.type(),
                                column.role() == Role.NONE ? role : Role.BOTH,
                                column.nullable()));
    }

    private List<Reference> references(Address address) throws SQLException {
        List<String> tables = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        try (ResultSet row = data.getImportedKeys(catalog, address.schema(), address.table())) {
            while (row.next()) {
                if (row.getInt("KEY_SEQ") <= 1) {
                    tables.add(
                            new Address(
                                            row.getString("PKTABLE_SCHEM"),
                                            row.getString("PKTABLE_NAME"))
                                    .name());
                    columns.add(new ArrayList<>());
                }
                columns.getLast().add(row.getString("FKCOLUMN_NAME"));
            }
        }
        List<Reference> references = new ArrayList<>();
        for (int at = 0; at < tables.size(); at++) {
            references.add(new Reference(columns.get(at), tables.get(at)));
        }
        return references;
    }
}
