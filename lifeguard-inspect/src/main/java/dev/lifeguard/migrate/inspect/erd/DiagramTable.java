package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with its columns; one that has partitions stands for them.
 *
 * @param columns in their real order; a table may have none
 * @param uniqueTogether the columns of each unique key of several that is not the primary one
 */
public record DiagramTable(
        TableName name, List<DiagramColumn> columns, List<List<String>> uniqueTogether) {

    /** Copies the lists. */
    public DiagramTable {
        columns = List.copyOf(columns);
        uniqueTogether = uniqueTogether.stream().map(List::copyOf).toList();
    }

    /** The short words beside a column that are no key: null, computed, unique with others. */
    public List<String> notes(DiagramColumn column) {
        List<String> notes = new ArrayList<>();
        if (column.is(Mark.COMPUTED)) {
            notes.add("computed");
        } else if (column.is(Mark.NULLABLE)) {
            notes.add("null");
        }
        uniqueTogether.stream()
                .filter(key -> key.getLast().equals(column.name()))
                .map(
                        key ->
                                key.subList(0, key.size() - 1).stream()
                                        .collect(Collectors.joining(", ", "unique with ", "")))
                .forEach(notes::add);
        return notes;
    }
}
