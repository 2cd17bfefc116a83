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

/**
 * Has SQLite tell which words in double quotes are names and which are texts: only it knows, and
 * wherever a column is renamed, it puts the texts between single quotes. So this is done to a
 * database in memory that has the same schema, as far as it can be made there. What names something
 * that is not there keeps its quotes.
 *
 * <p>Source: alter.c, {@code renameFixQuotes}; with {@code writable_schema} it passes over what
 * does not resolve.
 */
final class SqliteQuotes {

    private static final String OWN = "\"lifeguard quotes\"";

    private SqliteQuotes() {}

    /** The objects with texts between single quotes, where that can be found out. */
    static List<SqliteObject> settled(List<SqliteObject> objects) {
        if (objects.stream().noneMatch(each -> each.sql().contains("\""))) {
            return objects;
        }
        return settled(objects, SqliteMemory::fillAtOnce)
                .or(() -> settled(objects, SqliteMemory::fillOneByOne))
                .orElse(objects);
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
        String rename = "ALTER TABLE %s RENAME COLUMN a TO b".formatted(OWN);
        boolean whole = SqliteMemory.isDone(rename, statement);
        if (!whole) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute(rename);
        }
        Map<String, String> settled = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT type, name, sql FROM sqlite_master")) {
            while (row.next()) {
                settled.put(row.getString(1) + " " + row.getString(2), row.getString(3));
            }
        }
        return objects.stream()
                .map(
                        each -> {
                            String sql =
                                    settled.get(each.kind().type().words() + " " + each.name());
                            return sql != null && (whole || isResolved(each, statement))
                                    ? each.settled(sql)
                                    : each;
                        })
                .toList();
    }

    /** Whether all that it names is there. */
    private static boolean isResolved(SqliteObject object, Statement statement) {
        return switch (object.kind()) {
            case TABLE, VIRTUAL, INDEX -> true;
            case VIEW ->
                    SqliteMemory.isDone(
                            "SELECT 1 FROM %s LIMIT 0".formatted(object.object()), statement);
            case TRIGGER -> false;
        };
    }
}
