package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has SQLite tell which words in double quotes are names and which are texts: only it knows, and
 * wherever a column is renamed, it puts the texts between single quotes. So this is done to a
 * database in memory that has the same schema, as far as it can be made there. What names something
 * that is not there keeps its quotes, and is told from the rest.
 *
 * <p>Source: alter.c, {@code renameFixQuotes}; with {@code writable_schema} it passes over what
 * does not resolve.
 */
final class SqliteQuotes {

    private static final String OWN = "\"lifeguard quotes\"";

    private SqliteQuotes() {}

    /** The objects with texts between single quotes, where that can be found out. */
    static List<SqliteObject> settled(List<SqliteObject> objects) {
        if (objects.stream().noneMatch(SqliteQuotes::isToBeLookedAt)) {
            return objects;
        }
        return settled(objects, SqliteMemory::fillAtOnce)
                .or(() -> settled(objects, SqliteMemory::fillOneByOne))
                .orElse(objects);
    }

    private static boolean isToBeLookedAt(SqliteObject object) {
        return object.sql().contains("\"") || object.isCode();
    }

    /** None where the database cannot be filled in that way. */
    private static Optional<List<SqliteObject>> settled(
            List<SqliteObject> objects, SqliteMemory.Filling filling) {
        try (Connection memory = SqliteMemory.open();
                Statement statement = memory.createStatement()) {
            filling.fill(
                    statement,
                    objects.stream().sorted(Comparator.comparing(SqliteObject::kind)).toList());
            return Optional.of(settled(objects, statement));
        } catch (SQLException lacking) {
            return Optional.empty();
        }
    }

    private static List<SqliteObject> settled(List<SqliteObject> objects, Statement statement)
            throws SQLException {
        statement.execute("CREATE TABLE %s (a)".formatted(OWN));
        boolean whole = SqliteMemory.isDone(renamed("a", "b"), statement);
        if (!whole) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute(renamed("a", "b"));
            statement.execute("PRAGMA writable_schema = OFF");
        }
        Map<String, String> settled = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT type, name, sql FROM sqlite_master")) {
            while (row.next()) {
                settled.put(row.getString(1) + " " + row.getString(2), row.getString(3));
            }
        }
        SqliteMissing missing =
                whole
                        ? new SqliteMissing(Set.of(), Set.of())
                        : missing(objects, settled.keySet(), statement);
        return objects.stream()
                .map(
                        each -> {
                            String sql = settled.get(key(each));
                            return sql == null ? each : settled(each, sql, missing);
                        })
                .toList();
    }

    /** Where a table could not be made, it may be one that is there. */
    private static SqliteMissing missing(
            List<SqliteObject> objects, Set<String> made, Statement statement) throws SQLException {
        if (objects.stream().allMatch(each -> each.isCode() || made.contains(key(each)))) {
            return SqliteMissing.among(objects, statement, renamed("b", "c"));
        }
        return new SqliteMissing(
                Set.of(),
                objects.stream()
                        .filter(SqliteObject::isCode)
                        .map(SqliteObject::name)
                        .collect(Collectors.toSet()));
    }

    private static SqliteObject settled(SqliteObject object, String sql, SqliteMissing missing) {
        if (!object.isCode()) {
            return object.settled(sql);
        }
        if (missing.broken().contains(object.name())) {
            return object.broken();
        }
        return missing.unknown().contains(object.name()) ? object : object.settled(sql);
    }

    private static String key(SqliteObject object) {
        return object.kind().type().words() + " " + object.name();
    }

    private static String renamed(String from, String to) {
        return "ALTER TABLE %s RENAME COLUMN %s TO %s".formatted(OWN, from, to);
    }
}
