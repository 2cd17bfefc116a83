package dev.lifeguard.migrate.inspect.erd;

import java.util.Comparator;
import java.util.List;

/**
 * A reference of a table's rows to rows of a table, which may be the same.
 *
 * @param child whose rows refer
 * @param columns by which they do, at least one
 * @param parent what they refer to, which need not be among the tables that could be read
 * @param parents how many rows one of the child refers to
 * @param children how many rows refer to one of the parent
 */
public record Relation(
        TableName child, List<String> columns, TableName parent, Parents parents, Children children)
        implements Comparable<Relation> {

    private static final Comparator<Relation> ORDER =
            Comparator.comparing(Relation::child)
                    .thenComparing(Relation::parent)
                    .thenComparing(Relation::label);

    /** How many rows one of the child refers to. */
    public enum Parents {
        EXACTLY_ONE,
        AT_MOST_ONE
    }

    /** How many rows refer to one of the parent. */
    public enum Children {
        AT_MOST_ONE,
        ANY_NUMBER
    }

    /** Copies the list. */
    public Relation {
        columns = List.copyOf(columns);
    }

    /** What is written beside it. */
    public String label() {
        return String.join(", ", columns);
    }

    /** Whether a table is at one of its ends. */
    public boolean touches(TableName table) {
        return child.equals(table) || parent.equals(table);
    }

    @Override
    public int compareTo(Relation other) {
        return ORDER.compare(this, other);
    }
}
