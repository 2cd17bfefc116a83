package dev.lifeguard.migrate.inspect.erd;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one diagram shows.
 *
 * @param tables with their columns
 * @param neighbours tables that have a relation with one of those, without columns
 * @param leftOut how many more of these there are
 * @param relations that have one of the tables at an end, and no one that is left out
 */
public record DiagramView(
        List<DiagramTable> tables,
        List<TableName> neighbours,
        int leftOut,
        List<Relation> relations) {

    /** More tables with their columns are hard to read on one picture. */
    public static final int MOST_TABLES = 20;

    /** A table that half of all others refer to would hide the chosen ones. */
    static final int MOST_NEIGHBOURS = 20;

    /** Copies the lists. */
    public DiagramView {
        tables = List.copyOf(tables);
        neighbours = List.copyOf(neighbours);
        relations = List.copyOf(relations);
    }

    /** The table that has most to do with others; empty where there is none at all. */
    public Optional<TableName> centre() {
        return tables.stream()
                .map(DiagramTable::name)
                .max(
                        Comparator.comparingLong(this::degree)
                                .thenComparing(Comparator.reverseOrder()));
    }

    private long degree(TableName table) {
        return relations.stream().filter(relation -> relation.touches(table)).count();
    }
}
