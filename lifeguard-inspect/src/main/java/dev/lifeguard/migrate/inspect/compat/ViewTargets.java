package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a statement writes that writes a view of one table. */
final class ViewTargets {

    private static final int LEVELS = 20;

    private final PgParser parser;

    ViewTargets(PgParser parser) {
        this.parser = parser;
    }

    /**
     * The write of the table below; the same where it is of a table, of a view of several, or where
     * a trigger or a rule runs in its place.
     */
    Write below(Write write, SchemaState state, List<String> path) {
        Write now = write;
        for (int level = 0; level < LEVELS; level++) {
            Write above = now;
            Optional<Write> below =
                    state.table(above.table(), path)
                            .filter(view -> !view.query().isEmpty())
                            .filter(
                                    view ->
                                            view.triggers().stream()
                                                    .noneMatch(it -> it.replaces(above.kind())))
                            .flatMap(view -> below(above, view));
            if (below.isEmpty()) {
                return now;
            }
            now = below.get();
        }
        return now;
    }

    private Optional<Write> below(Write write, TableState view) {
        try {
            PgNode query = parser.parse(view.query()).getFirst().tree();
            List<PgNode> from = query.list("fromClause");
            if (from.size() != 1 || !from.getFirst().is("RangeVar")) {
                return Optional.empty();
            }
            Map<String, String> columns = columns(query);
            Map<String, Value> values = new HashMap<>();
            write.in(view)
                    .forEach(
                            (column, value) -> {
                                String base = columns.get(column);
                                if (base != null) {
                                    values.put(base, value);
                                }
                            });
            return Optional.of(
                    new Write(
                            write.kind(),
                            TableName.of(from.getFirst()),
                            new Columns.Named(values)));
        } catch (PgSyntaxError newer) {
            // A server that is newer than the parser wrote it.
            return Optional.empty();
        }
    }

    /** The columns of the table by those of the view. */
    private static Map<String, String> columns(PgNode query) {
        Map<String, String> columns = new HashMap<>();
        for (PgNode target : query.list("targetList")) {
            Optional<PgNode> column = target.node("val").filter(it -> it.is("ColumnRef"));
            if (column.isPresent()) {
                String name = column.get().list("fields").getLast().text("sval");
                columns.put(target.text("name").isEmpty() ? name : target.text("name"), name);
            }
        }
        return columns;
    }
}
