package dev.lifeguard.migrate.lint;

import java.util.List;

/**
 * An index.
 *
 * @param table its table, with its schema
 * @param columns the key's columns in their order; an expression is an empty name
 * @param unique whether it is over all rows and takes each value once
 * @param partial whether it is over some rows only
 */
record Index(Name name, Name table, List<String> columns, boolean unique, boolean partial) {

    /** Copies the list. */
    Index {
        columns = List.copyOf(columns);
    }

    /** Whether it finds the rows for values of these columns. */
    boolean serves(List<String> wanted) {
        return !partial
                && columns.size() >= wanted.size()
                && columns.subList(0, wanted.size()).containsAll(wanted);
    }
}
