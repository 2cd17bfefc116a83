package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has the name of a table in a database: tables, sequences and views.
 *
 * @param broken views that name what is not there
 */
record MariaDbTables(
        List<String> tables, List<String> sequences, List<String> views, List<String> broken) {

    private static final String NAMES =
            """
            SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'TEMPORARY' ORDER BY TABLE_NAME
            """;

    private static final int TEXT = 2;

    static MariaDbTables read(Statement statement, MariaDbDatabase database, OwnTables leftOut)
            throws SQLException {
        Map<String, List<String>> names = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(NAMES)) {
            while (row.next()) {
                String name = row.getString(1);
                if (!leftOut.has(name)) {
                    names.computeIfAbsent(row.getString(2), type -> new ArrayList<>()).add(name);
                }
            }
        }
        List<String> tables = new ArrayList<>(names.getOrDefault("BASE TABLE", List.of()));
        tables.addAll(names.getOrDefault("SYSTEM VERSIONED", List.of()));
        tables.sort(null);
        List<String> views = names.getOrDefault("VIEW", List.of());
        return new MariaDbTables(
                tables,
                names.getOrDefault("SEQUENCE", List.of()),
                views,
                views.isEmpty() ? List.of() : MariaDbBrokenViews.among(views, database, statement));
    }

    /** What one of that name is. */
    Optional<ObjectType> type(String name) {
        if (tables.contains(name)) {
            return Optional.of(ObjectType.TABLE);
        }
        if (sequences.contains(name)) {
            return Optional.of(ObjectType.SEQUENCE);
        }
        return views.contains(name) && !broken.contains(name)
                ? Optional.of(ObjectType.VIEW)
                : Optional.empty();
    }

    /** The tables, read. */
    List<MariaDbTable> tables(Statement statement, MariaDbDatabase database) throws SQLException {
        MariaDbCollations collations = MariaDbCollations.read(statement);
        return MariaDbShown.of(
                statement,
                "TABLE",
                tables,
                (name, row) ->
                        new MariaDbTable(
                                name,
                                database.without(MariaDbTokens.ofBytes(row.getBytes(TEXT))),
                                collations));
    }

    /** The sequences; how far they are is no part of that. */
    List<MariaDbObject> sequences(Statement statement) throws SQLException {
        return MariaDbShown.of(
                statement,
                "SEQUENCE",
                sequences,
                (name, row) ->
                        MariaDbObject.of(
                                Phase.SEQUENCES,
                                ObjectType.SEQUENCE,
                                name,
                                List.of(MariaDbTokens.of(row.getString(TEXT)).toString())));
    }

    /** The views. */
    List<MariaDbView> views(Statement statement, MariaDbDatabase database, String usual)
            throws SQLException {
        return MariaDbShown.of(
                statement,
                "VIEW",
                views,
                (name, row) ->
                        new MariaDbView(
                                name,
                                database.without(
                                        MariaDbProgram.withoutDefiner(
                                                MariaDbTokens.of(row.getString(TEXT)))),
                                MariaDbSurroundings.ofView(row, usual),
                                broken.contains(name)));
    }
}
