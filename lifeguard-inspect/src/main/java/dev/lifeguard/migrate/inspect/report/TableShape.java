package dev.lifeguard.migrate.inspect.report;

import java.util.List;

/**
 * A table as a diagram shows it.
 *
 * @param name with its schema where the database has some
 * @param columns in their order
 * @param references the foreign keys that it has
 */
public record TableShape(String name, List<Column> columns, List<Reference> references) {

    /** Copies the lists. */
    public TableShape {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }

    /**
     * One column.
     *
     * @param type as the database calls it
     * @param role what it is among the keys
     * @param nullable whether it may be null
     */
    public record Column(String name, String type, Role role, boolean nullable) {}

    /** What a column is among the keys. */
    public enum Role {
        /** Part of the primary key. */
        PRIMARY,
        /** Part of a foreign key. */
        FOREIGN,
        /** Part of both. */
        BOTH,
        /** Part of none. */
        NONE
    }

    /**
     * A foreign key.
     *
     * @param columns of this table
     * @param table the one that it refers to
     */
    public record Reference(List<String> columns, String table) {

        /** Copies the list. */
        public Reference {
            columns = List.copyOf(columns);
        }
    }
}
