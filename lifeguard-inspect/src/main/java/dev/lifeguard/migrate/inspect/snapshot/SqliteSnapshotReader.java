package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the schema of a database of SQLite, which keeps it as SQL. */
final class SqliteSnapshotReader implements SnapshotReader {

    private static final String HEADER =
            "-- The schema of a database of SQLite, as lifeguard-migrate snapshot writes it.";

    /**
     * Without what it makes by itself: its own tables, indexes of keys, tables below virtual ones.
     */
    private static final String OBJECTS =
            """
            SELECT upper(m.type), m.name, m.tbl_name, m.sql FROM sqlite_master m
            WHERE m.sql IS NOT NULL AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'
            AND NOT EXISTS (SELECT 1 FROM pragma_table_list t
                WHERE t.schema = 'main' AND t.type = 'shadow' AND t.name = m.tbl_name)
            ORDER BY m.name
            """;

    @Override
    public SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            return snapshot(objects(statement, leftOut));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<SchemaObject> objects(Statement statement, OwnTables leftOut)
            throws SQLException {
        List<SchemaObject> objects = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(OBJECTS)) {
            while (row.next()) {
                if (!leftOut.names().contains(row.getString(3).toLowerCase(Locale.ROOT))) {
                    objects.add(
                            SchemaObject.of(
                                    ObjectType.valueOf(row.getString(1)),
                                    row.getString(2),
                                    row.getString(4) + ";"));
                }
            }
        }
        objects.sort(SchemaSnapshot.BY_NAME);
        return objects;
    }

    private static SchemaSnapshot snapshot(List<SchemaObject> objects) {
        List<SnapshotStatement> script =
                objects.stream()
                        .map(each -> new SnapshotStatement(each.type(), each.object(), each.sql()))
                        .toList();
        return new SchemaSnapshot(DatabaseProduct.SQLITE, 0, HEADER, objects, script);
    }
}
