package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the schema of a database of MariaDB: that which the connection is in.
 *
 * <ol>
 *   <li>information_schema tells the names, and SHOW CREATE the rest, for many objects in one round
 *       trip.
 *   <li>The session is set so that the server writes the same for the same schema, and put back.
 *   <li>{@link MariaDbComposition} puts together what was found.
 * </ol>
 *
 * <p>The server has no snapshot of its catalogue, so what is changed meanwhile is seen in part.
 */
final class MariaDbSnapshotReader implements SnapshotReader {

    private static final String DATABASE =
            """
            SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, SCHEMA_COMMENT, SCHEMA_NAME
            FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()
            """;

    @Override
    public SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException {
        int version = version(connection);
        return composition(connection, leftOut).snapshot(version);
    }

    private static int version(Connection connection) throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        if (!version.contains("MariaDB")) {
            throw Refused.because(
                    "The schema of MySQL %s cannot be read; only that of MariaDB can."
                            .formatted(version));
        }
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** What is there. */
    static MariaDbComposition composition(Connection connection, OwnTables leftOut)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                MariaDbSession session = MariaDbSession.begin(statement)) {
            return new MariaDbSnapshotReader().composition(statement, session, leftOut);
        }
    }

    private MariaDbComposition composition(
            Statement statement, MariaDbSession session, OwnTables leftOut) throws SQLException {
        List<MariaDbObject> others = new ArrayList<>();
        MariaDbDatabase database = database(statement, others);
        MariaDbRights.require(statement, database.name());
        MariaDbTables names = MariaDbTables.read(statement, database, leftOut);
        Map<String, MariaDbView> views = new TreeMap<>();
        names.views(statement, database, session.collation())
                .forEach(view -> views.put(view.name(), view));
        Map<String, MariaDbTable> tables = new TreeMap<>();
        names.tables(statement, database).forEach(table -> tables.put(table.name(), table));
        others.addAll(names.sequences(statement));
        MariaDbProgram programs =
                new MariaDbProgram(
                        statement, new MariaDbUsual(session.collation(), database.collation()));
        others.addAll(programs.routines());
        others.addAll(programs.triggers(leftOut));
        others.addAll(programs.events());
        others.addAll(MariaDbGrants.read(statement, new Found(names, tables, List.copyOf(others))));
        return new MariaDbComposition(tables, views, others);
    }

    /** What privileges can be on. */
    private record Found(
            MariaDbTables names, Map<String, MariaDbTable> tables, List<MariaDbObject> others)
            implements MariaDbGrants.Known {

        @Override
        public Optional<ObjectType> type(String name) {
            return names.type(name);
        }

        @Override
        public boolean hasColumn(String table, String column) {
            MariaDbTable found = tables.get(table);
            return found == null || found.hasColumn(column);
        }

        @Override
        public boolean hasRoutine(ObjectType type, String name) {
            return others.stream()
                    .anyMatch(each -> each.type() == type && each.name().equalsIgnoreCase(name));
        }
    }

    private static MariaDbDatabase database(Statement statement, List<MariaDbObject> others)
            throws SQLException {
        try (ResultSet row = statement.executeQuery(DATABASE)) {
            if (!row.next()) {
                throw Refused.because(
                        "The URL names no database, so there is no schema to read. Add its name to"
                                + " the URL.");
            }
            others.add(settings(row));
            return new MariaDbDatabase(row.getString(4), row.getString(2));
        }
    }

    private static MariaDbObject settings(ResultSet row) throws SQLException {
        String comment = row.getString(3);
        return MariaDbObject.of(
                Phase.DATABASE,
                ObjectType.SCHEMA,
                "database",
                List.of(
                        "ALTER DATABASE CHARACTER SET = %s COLLATE = %s%s"
                                .formatted(
                                        row.getString(1),
                                        row.getString(2),
                                        comment == null || comment.isEmpty()
                                                ? ""
                                                : " COMMENT = " + MariaDbConstant.of(comment))));
    }
}
