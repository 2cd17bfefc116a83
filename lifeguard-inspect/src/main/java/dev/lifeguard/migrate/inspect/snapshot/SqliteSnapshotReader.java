package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteObject.Kind;
import dev.lifeguard.migrate.inspect.snapshot.SqliteObject.Quotes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the schema of a database of SQLite, which keeps it as SQL. */
final class SqliteSnapshotReader implements SnapshotReader {

    /** Without what SQLite makes by itself: tables of its own, and indexes of keys. */
    private static final String OBJECTS =
            """
            SELECT upper(type), name, tbl_name, sql FROM sqlite_master
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
            """;

    /** A shadow is a table that a virtual one keeps its rows in. */
    private static final String UNUSUAL =
            """
            SELECT name, type FROM pragma_table_list
            WHERE schema = 'main' AND type IN ('virtual', 'shadow')
            """;

    private static final String COLUMNS = "SELECT name FROM pragma_table_xinfo(?) ORDER BY cid";

    @Override
    public SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<String> own = leftOut.names().stream().map(SqliteWords::folded).toList();
            List<SqliteObject> objects =
                    objects(connection).stream()
                            .filter(each -> !own.contains(SqliteWords.folded(each.table())))
                            .filter(each -> !OwnTables.isPutAside(each.table()))
                            .toList();
            return new SqliteComposition(SqliteQuotes.settled(objects)).snapshot();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<SqliteObject> objects(Connection connection) throws SQLException {
        List<SqliteObject> objects = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            Map<String, String> unusual = unusual(statement);
            try (ResultSet row = statement.executeQuery(OBJECTS)) {
                while (row.next()) {
                    String type = row.getString(1);
                    String table = row.getString(3);
                    String special = type.equals("TABLE") ? unusual.get(table) : null;
                    if (!"shadow".equals(unusual.get(table))) {
                        objects.add(
                                new SqliteObject(
                                        special == null ? Kind.valueOf(type) : Kind.VIRTUAL,
                                        row.getString(2),
                                        table,
                                        row.getString(4),
                                        List.of(),
                                        Quotes.NAMES_AND_TEXTS));
                    }
                }
            }
        }
        for (int at = 0; at < objects.size(); at++) {
            SqliteObject each = objects.get(at);
            if (each.kind() == Kind.VIEW) {
                objects.set(at, each.with(columns(connection, each.name())));
            }
        }
        return objects;
    }

    private static Map<String, String> unusual(Statement statement) throws SQLException {
        Map<String, String> unusual = new HashMap<>();
        try (ResultSet row = statement.executeQuery(UNUSUAL)) {
            while (row.next()) {
                unusual.put(row.getString(1), row.getString(2));
            }
        }
        return unusual;
    }

    /** Those of a view; none of one that reads what is not there. */
    private static List<String> columns(Connection connection, String view) {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(COLUMNS)) {
            question.setString(1, view);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
            return columns;
        } catch (SQLException broken) {
            return List.of();
        }
    }
}
