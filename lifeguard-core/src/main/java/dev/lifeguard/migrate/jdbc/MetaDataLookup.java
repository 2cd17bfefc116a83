package dev.lifeguard.migrate.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks by what the driver tells of the catalogue. */
final class MetaDataLookup implements SchemaLookup {

    private final Connection connection;

    MetaDataLookup(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean hasTable(String name) throws SQLException {
        return find(name).isPresent();
    }

    @Override
    public boolean hasColumn(String table, String column) throws SQLException {
        Optional<Found> found = find(table);
        if (found.isEmpty()) {
            return false;
        }
        DatabaseMetaData data = connection.getMetaData();
        String escaped = escaped(found.get().table(), data);
        try (ResultSet rows =
                data.getColumns(found.get().catalog(), found.get().schema(), escaped, null)) {
            return anyNamed(rows, "COLUMN_NAME", column);
        }
    }

    @Override
    public boolean hasIndex(String table, String index) throws SQLException {
        Optional<Found> found = find(table);
        if (found.isEmpty()) {
            return false;
        }
        Found in = found.get();
        try (ResultSet rows =
                connection
                        .getMetaData()
                        .getIndexInfo(in.catalog(), in.schema(), in.table(), false, true)) {
            return anyNamed(rows, "INDEX_NAME", index);
        }
    }

    /** A table as the catalogue spells it. */
    private record Found(@Nullable String catalog, @Nullable String schema, String table) {}

    private Optional<Found> find(String name) throws SQLException {
        int dot = name.indexOf('.');
        String wanted = name.substring(dot + 1);
        DatabaseMetaData data = connection.getMetaData();
        String catalog = connection.getCatalog();
        String schema = dot < 0 ? connection.getSchema() : name.substring(0, dot);
        if (dot >= 0 && !data.supportsSchemasInTableDefinitions()) {
            // MariaDB: what others call a schema is a catalog there.
            catalog = schema;
            schema = null;
        }
        try (ResultSet tables = data.getTables(catalog, schema, null, null)) {
            while (tables.next()) {
                String found = tables.getString("TABLE_NAME");
                String type = tables.getString("TABLE_TYPE");
                if (type != null && type.contains("TABLE") && same(found, wanted)) {
                    return Optional.of(new Found(catalog, tables.getString("TABLE_SCHEM"), found));
                }
            }
        }
        return Optional.empty();
    }

    private boolean anyNamed(ResultSet rows, String label, String wanted) throws SQLException {
        while (rows.next()) {
            String found = rows.getString(label);
            if (found != null && same(found, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean same(String found, String wanted) throws SQLException {
        return found.equals(wanted)
                || (!connection.getMetaData().storesLowerCaseIdentifiers()
                        && found.equalsIgnoreCase(wanted));
    }

    private static String escaped(String name, DatabaseMetaData data) throws SQLException {
        String escape = data.getSearchStringEscape();
        return name.replace(escape, escape + escape)
                .replace("_", escape + "_")
                .replace("%", escape + "%");
    }
}
