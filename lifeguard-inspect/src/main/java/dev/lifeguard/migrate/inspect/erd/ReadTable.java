package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.erd.Relation.Children;
import dev.lifeguard.migrate.inspect.erd.Relation.Parents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table while its catalogue is read. */
final class ReadTable {

    private record Column(String type, Set<Mark> marks) {}

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, List<Optional<String>>> keys = new LinkedHashMap<>();
    private final Set<String> primary = new HashSet<>();

    void column(String name, String type, Collection<Mark> marks) {
        Set<Mark> all = EnumSet.noneOf(Mark.class);
        all.addAll(marks);
        columns.put(name, new Column(type, all));
    }

    /** One column of a key; empty for an expression. */
    void key(String key, Optional<String> column) {
        keys.computeIfAbsent(key, name -> new ArrayList<>()).add(column);
    }

    /** The same of the primary key. */
    void primaryKey(String key, Optional<String> column) {
        primary.add(key);
        key(key, column);
    }

    /** A reference with a null in one of its columns refers to no row. */
    Parents parents(List<String> reference) {
        return reference.stream().anyMatch(it -> marks(it).contains(Mark.NULLABLE))
                ? Parents.AT_MOST_ONE
                : Parents.EXACTLY_ONE;
    }

    /** A key among the columns of a reference lets one row refer to a parent, and no other. */
    Children children(List<String> reference) {
        Set<Optional<String>> referring = new HashSet<>();
        reference.forEach(column -> referring.add(Optional.of(column)));
        return keys.values().stream().anyMatch(referring::containsAll)
                ? Children.AT_MOST_ONE
                : Children.ANY_NUMBER;
    }

    void refers(List<String> reference) {
        reference.forEach(column -> marks(column).add(Mark.FOREIGN_KEY));
    }

    private Set<Mark> marks(String column) {
        Column there = columns.get(column);
        return there == null ? EnumSet.noneOf(Mark.class) : there.marks();
    }

    DiagramTable table(TableName name) {
        List<List<String>> together = new ArrayList<>();
        keys.forEach(
                (key, parts) -> {
                    List<String> names = parts.stream().flatMap(Optional::stream).toList();
                    if (primary.contains(key)) {
                        names.forEach(column -> marks(column).add(Mark.PRIMARY_KEY));
                    } else if (names.size() == parts.size() && !followsFromAnother(parts)) {
                        unique(names, together);
                    }
                });
        List<DiagramColumn> all = new ArrayList<>();
        columns.forEach(
                (column, read) -> all.add(new DiagramColumn(column, read.type(), read.marks())));
        return new DiagramTable(name, all, together);
    }

    /** A part of it is unique already. */
    private boolean followsFromAnother(List<Optional<String>> key) {
        return keys.values().stream()
                .anyMatch(other -> other.size() < key.size() && key.containsAll(other));
    }

    private void unique(List<String> key, List<List<String>> together) {
        if (key.size() == 1) {
            marks(key.getFirst()).add(Mark.UNIQUE);
        } else {
            together.add(key);
        }
    }
}
