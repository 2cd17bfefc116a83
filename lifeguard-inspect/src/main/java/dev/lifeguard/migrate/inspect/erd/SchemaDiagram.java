package dev.lifeguard.migrate.inspect.erd;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All tables of a database, but this tool's own, and the references between them. Equal schemas
 * give equal ones, whatever the order in which they were made.
 *
 * @param tables by their schemas and names
 * @param relations by their tables and columns
 */
public record SchemaDiagram(List<DiagramTable> tables, List<Relation> relations) {

    /** Sorts the lists. */
    public SchemaDiagram {
        tables = tables.stream().sorted(Comparator.comparing(DiagramTable::name)).toList();
        relations = relations.stream().distinct().sorted().toList();
    }

    /** The names of the tables that fit. */
    public List<TableName> names(Predicate<TableName> wanted) {
        return tables.stream().map(DiagramTable::name).filter(wanted).toList();
    }

    /**
     * As few diagrams as show all of some tables with their columns, each those that have most to
     * do with one another.
     *
     * @return at least one
     */
    public List<DiagramView> views(Collection<TableName> chosen) {
        return chosen.size() <= DiagramView.MOST_TABLES
                ? List.of(view(chosen))
                : DiagramGroups.of(this, chosen).stream().map(this::view).toList();
    }

    /**
     * Some of the tables, with those that they refer to or that refer to them by name only.
     *
     * @param chosen any number; people read {@link DiagramView#MOST_TABLES}
     */
    public DiagramView view(Collection<TableName> chosen) {
        Set<TableName> shown = Set.copyOf(chosen);
        List<DiagramTable> whole =
                tables.stream().filter(table -> shown.contains(table.name())).toList();
        SortedSet<TableName> beside = new TreeSet<>();
        for (Relation relation : relations) {
            if (shown.contains(relation.child()) || shown.contains(relation.parent())) {
                beside.add(relation.child());
                beside.add(relation.parent());
            }
        }
        beside.removeAll(shown);
        List<TableName> neighbours = beside.stream().limit(DiagramView.MOST_NEIGHBOURS).toList();
        Set<TableName> all = new TreeSet<>(shown);
        all.addAll(neighbours);
        List<Relation> between =
                relations.stream()
                        .filter(it -> all.contains(it.child()) && all.contains(it.parent()))
                        .filter(it -> shown.contains(it.child()) || shown.contains(it.parent()))
                        .toList();
        return new DiagramView(whole, neighbours, beside.size() - neighbours.size(), between);
    }
}
