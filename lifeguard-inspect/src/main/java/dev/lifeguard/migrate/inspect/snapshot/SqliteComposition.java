package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.SqliteObject.Kind;
import dev.lifeguard.migrate.inspect.snapshot.SqliteObject.Quotes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what SQLite keeps together to a snapshot.
 *
 * <p>Nothing has to wait for what a foreign key, a view or a trigger reads: SQLite looks at that
 * when it is used.
 */
final class SqliteComposition {

    private static final String HEADER =
            "-- The schema of a database of SQLite, as lifeguard-migrate snapshot writes it.";

    private final List<SqliteObject> all;

    /** Those that belong to nothing, by their names in lower case. */
    private final Map<String, SqliteObject> wholes = new HashMap<>();

    private final Map<String, SqliteTable> tables = new HashMap<>();
    private final SqliteStatement statements;

    SqliteComposition(List<SqliteObject> objects) {
        objects.stream()
                .filter(each -> !each.kind().isPart())
                .forEach(each -> wholes.put(SqliteWords.folded(each.name()), each));
        all =
                objects.stream()
                        .map(each -> each.of(whole(each).name()))
                        .sorted(
                                Comparator.comparing(SqliteObject::kind)
                                        .thenComparing(SqliteObject::name))
                        .toList();
        for (SqliteObject each : all) {
            if (each.kind() == Kind.TABLE) {
                SqliteTable.of(each.name(), each.tokens())
                        .ifPresent(table -> tables.put(each.name(), table));
            }
        }
        statements = new SqliteStatement(new SqliteScope(List.copyOf(tables.values())));
    }

    private SqliteObject whole(SqliteObject part) {
        return wholes.getOrDefault(SqliteWords.folded(part.table()), part);
    }

    SchemaSnapshot snapshot() {
        return new SchemaSnapshot(DatabaseProduct.SQLITE, 0, HEADER, objects(), script());
    }

    private List<SchemaObject> objects() {
        Map<String, List<SchemaObject>> parts = new HashMap<>();
        all.stream()
                .filter(each -> each.kind().isPart())
                .forEach(
                        each ->
                                parts.computeIfAbsent(each.table(), key -> new ArrayList<>())
                                        .add(made(each)));
        return all.stream()
                .filter(each -> !each.kind().isPart())
                .map(each -> made(each, parts.getOrDefault(each.name(), List.of())))
                .sorted(SchemaSnapshot.BY_NAME)
                .toList();
    }

    private List<SnapshotStatement> script() {
        return all.stream()
                .map(
                        each ->
                                new SnapshotStatement(
                                        whole(each).kind().type(),
                                        whole(each).object(),
                                        made(each).sql()))
                .toList();
    }

    private SchemaObject made(SqliteObject object) {
        return made(object, List.of());
    }

    /** With its parts. */
    private SchemaObject made(SqliteObject object, List<SchemaObject> parts) {
        SqliteTable table = tables.get(object.name());
        if (object.kind() == Kind.TABLE && table != null) {
            return table.made(parts);
        }
        String name = object.name();
        Optional<String> sql =
                switch (object.kind()) {
                    case TABLE -> Optional.empty();
                    case VIRTUAL -> SqliteStatement.virtual(name, object.sql());
                    case INDEX -> statements.index(object);
                    case VIEW -> statements.view(object);
                    case TRIGGER -> statements.trigger(object);
                };
        // What is kept in another way than SQLite does it is told as it is.
        String text = sql.orElseGet(() -> object.sql().strip() + ";");
        SchemaObject made = SchemaObject.of(object.kind().type(), object.object(), text);
        return (object.quotes() == Quotes.BROKEN ? made.broken() : made).with(parts);
    }
}
