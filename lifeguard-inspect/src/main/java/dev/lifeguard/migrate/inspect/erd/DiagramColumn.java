package dev.lifeguard.migrate.inspect.erd;

import java.util.Set;

/**
 * A column of a table in a diagram.
 *
 * @param type as people write it; empty where a column of SQLite has none
 */
public record DiagramColumn(String name, String type, Set<Mark> marks) {

    /** What else a diagram tells of it. */
    public enum Mark {
        /** It is part of the primary key. */
        PRIMARY_KEY,
        /** It is part of a reference to another row. */
        FOREIGN_KEY,
        /** It is unique by itself, and not as the primary key. */
        UNIQUE,
        /** It may be null. */
        NULLABLE,
        /** The database computes it from others. */
        COMPUTED
    }

    /** Copies the set. */
    public DiagramColumn {
        marks = Set.copyOf(marks);
    }

    /** Whether it has a mark. */
    public boolean is(Mark mark) {
        return marks.contains(mark);
    }
}
