package dev.lifeguard.migrate.lint;

import java.util.List;

/**
 * An index.
 *
 * @param table its table, with its schema
 * @param columns the key's columns in their order; an expression is an empty name
 * @param unique whether it is over all rows and takes each value once
 * @param rows over which rows it is
 */
record Index(Name name, Name table, List<String> columns, boolean unique, Rows rows) {

    /** The rows of a table that are in an index. */
    enum Rows {
        /** All of them. */
        ALL,
        /** Those in which the first column of the key is not null, which is where a value is. */
        WITH_VALUE,
        /** Others. */
        SOME
    }

    /** Copies the list. */
    Index {
        columns = List.copyOf(columns);
    }

    /** Whether it finds the rows for values of these columns. */
    boolean serves(List<String> wanted) {
        return rows != Rows.SOME
                && columns.size() >= wanted.size()
                && columns.subList(0, wanted.size()).containsAll(wanted);
    }
}
