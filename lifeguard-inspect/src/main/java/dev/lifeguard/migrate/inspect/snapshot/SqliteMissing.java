package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteObject.Kind;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What names something that is not there.
 *
 * <p>A view is read. Of a trigger only a change of the schema tells, which looks through all of
 * them: so they are tried without broken views, half of them at a time where there is a broken one.
 *
 * @param broken views and triggers that name what is not there
 * @param unknown those of which that cannot be told
 */
record SqliteMissing(Set<String> broken, Set<String> unknown) {

    private static final String TRY = "lifeguard_try";

    /** Copies the sets. */
    SqliteMissing {
        broken = Set.copyOf(broken);
        unknown = Set.copyOf(unknown);
    }

    /**
     * Looks for them, and leaves the database without them.
     *
     * @param look a change of the schema that fails where anything is broken
     */
    static SqliteMissing among(List<SqliteObject> objects, Statement memory, String look)
            throws SQLException {
        List<SqliteObject> triggers =
                objects.stream().filter(each -> each.kind() == Kind.TRIGGER).toList();
        Set<String> views =
                objects.stream()
                        .filter(each -> each.kind() == Kind.VIEW && !isRead(each, memory))
                        .map(SqliteObject::name)
                        .collect(Collectors.toSet());
        for (SqliteObject each : triggers) {
            memory.execute("DROP TRIGGER IF EXISTS " + each.object());
        }
        for (String view : views) {
            memory.execute("DROP VIEW IF EXISTS " + SqliteWords.quoted(view));
        }
        if (!isWhole(List.of(), memory, look)) {
            return new SqliteMissing(views, names(triggers));
        }
        List<SqliteObject> ofTables =
                triggers.stream().filter(each -> !views.contains(each.table())).toList();
        Set<String> broken = names(broken(ofTables, memory, look));
        broken.addAll(views);
        return new SqliteMissing(
                broken,
                names(triggers.stream().filter(each -> views.contains(each.table())).toList()));
    }

    private static Set<String> names(List<SqliteObject> objects) {
        return objects.stream().map(SqliteObject::name).collect(Collectors.toSet());
    }

    private static boolean isRead(SqliteObject view, Statement memory) {
        return SqliteMemory.isDone("SELECT 1 FROM %s LIMIT 0".formatted(view.object()), memory);
    }

    private static List<SqliteObject> broken(
            List<SqliteObject> triggers, Statement memory, String look) throws SQLException {
        if (triggers.isEmpty() || isWhole(triggers, memory, look)) {
            return List.of();
        }
        if (triggers.size() == 1) {
            return triggers;
        }
        int half = triggers.size() / 2;
        return Stream.concat(
                        broken(triggers.subList(0, half), memory, look).stream(),
                        broken(triggers.subList(half, triggers.size()), memory, look).stream())
                .toList();
    }

    /** Whether nothing is broken with these triggers. */
    private static boolean isWhole(List<SqliteObject> triggers, Statement memory, String look)
            throws SQLException {
        memory.execute("SAVEPOINT " + TRY);
        boolean whole =
                triggers.stream().allMatch(each -> SqliteMemory.isDone(each.sql(), memory))
                        && SqliteMemory.isDone(look, memory);
        memory.execute("ROLLBACK TO " + TRY);
        memory.execute("RELEASE " + TRY);
        return whole;
    }
}
