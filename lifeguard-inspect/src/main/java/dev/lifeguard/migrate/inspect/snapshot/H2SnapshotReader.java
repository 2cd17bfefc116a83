package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the schema of a database of H2, which scripts it for administrators. */
final class H2SnapshotReader implements SnapshotReader {

    private static final String SCRIPT = "SCRIPT NODATA NOPASSWORDS NOSETTINGS";

    /** Which a script does not have. */
    private static final String SYNONYMS =
            """
            SELECT 'CREATE SYNONYM ' || QUOTE_IDENT(SYNONYM_SCHEMA) || '.'
                || QUOTE_IDENT(SYNONYM_NAME) || ' FOR ' || QUOTE_IDENT(SYNONYM_FOR_SCHEMA) || '.'
                || QUOTE_IDENT(SYNONYM_FOR) || ';'
            FROM INFORMATION_SCHEMA.SYNONYMS
            """;

    @Override
    public SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            List<String> statements = new ArrayList<>();
            for (String question : List.of(SCRIPT, SYNONYMS)) {
                try (ResultSet row = statement.executeQuery(question)) {
                    while (row.next()) {
                        statements.add(row.getString(1));
                    }
                }
            }
            return new H2Composition(without(H2Script.objects(statements), leftOut)).snapshot();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Without this tool's tables, and those that hold the rows of materialized views. */
    private static List<H2Object> without(List<H2Object> objects, OwnTables leftOut) {
        Set<String> own =
                leftOut.names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Set<String> views =
                objects.stream()
                        .filter(each -> each.type() == ObjectType.MATERIALIZED_VIEW)
                        .map(each -> each.key().name())
                        .collect(Collectors.toSet());
        Set<H2Object.Identity> left = new HashSet<>();
        for (H2Object each : objects) {
            String name = each.key().name();
            boolean rows = views.contains(name.replaceFirst("\\$[0-9]+\"$", "\""));
            if (each.type() == ObjectType.TABLE && (isOwn(H2Name.last(name), own) || rows)) {
                left.add(each.key());
            }
        }
        return objects.stream()
                .filter(
                        each ->
                                !left.contains(each.key())
                                        && each.of().map(of -> !left.contains(of)).orElse(true))
                .toList();
    }

    private static boolean isOwn(String table, Set<String> own) {
        return own.contains(table.toLowerCase(Locale.ROOT)) || OwnTables.isPutAside(table);
    }
}
