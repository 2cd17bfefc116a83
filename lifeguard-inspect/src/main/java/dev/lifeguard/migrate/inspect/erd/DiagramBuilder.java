package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts the answers of a catalogue together. */
final class DiagramBuilder {

    private final String usual;
    private final UnaryOperator<String> type;
    private final OwnTables leftOut;
    private final Map<TableName, ReadTable> tables = new LinkedHashMap<>();
    private final Map<Reference, List<String>> references = new LinkedHashMap<>();

    private record Reference(TableName child, String constraint, TableName parent) {}

    /**
     * An empty one.
     *
     * @param usual the schema in which people look without being told
     * @param type a type as people write it
     */
    DiagramBuilder(String usual, UnaryOperator<String> type, OwnTables leftOut) {
        this.usual = usual;
        this.type = type;
        this.leftOut = leftOut;
    }

    void column(ResultSet row) throws SQLException {
        TableName name = name(row, 1);
        // H2 has them in capitals.
        if (leftOut.has(name.name()) || leftOut.has(name.name().toLowerCase(Locale.ROOT))) {
            return;
        }
        ReadTable table = tables.computeIfAbsent(name, it -> new ReadTable());
        String column = row.getString(3);
        if (column != null) {
            Set<Mark> marks = EnumSet.noneOf(Mark.class);
            if (row.getBoolean(5)) {
                marks.add(Mark.NULLABLE);
            }
            if (row.getBoolean(6)) {
                marks.add(Mark.COMPUTED);
            }
            table.column(column, type.apply(row.getString(4)), marks);
        }
    }

    void key(ResultSet row) throws SQLException {
        ReadTable table = tables.get(name(row, 1));
        if (table == null) {
            return;
        }
        Optional<String> column = Optional.ofNullable(row.getString(5));
        if ("P".equals(row.getString(4))) {
            table.primaryKey(row.getString(3), column);
        } else {
            table.key(row.getString(3), column);
        }
    }

    void reference(ResultSet row) throws SQLException {
        references
                .computeIfAbsent(
                        new Reference(name(row, 1), row.getString(3), name(row, 5)),
                        it -> new ArrayList<>())
                .add(row.getString(4));
    }

    private TableName name(ResultSet row, int at) throws SQLException {
        return TableName.of(row.getString(at), row.getString(at + 1), usual);
    }

    SchemaDiagram diagram() {
        List<Relation> relations = new ArrayList<>();
        references.forEach(
                (reference, columns) -> {
                    ReadTable child = tables.get(reference.child());
                    if (child != null) {
                        child.refers(columns);
                        relations.add(
                                new Relation(
                                        reference.child(),
                                        columns,
                                        reference.parent(),
                                        child.parents(columns),
                                        child.children(columns)));
                    }
                });
        List<DiagramTable> all = new ArrayList<>();
        tables.forEach((name, table) -> all.add(table.table(name)));
        return new SchemaDiagram(all, relations);
    }
}
