package dev.lifeguard.migrate.inspect.squash;

import java.util.List;

/**
 * Rows that are other ones each time the migrations run, as what is random or holds the time: a
 * baseline has those of one run, and gives them to all databases.
 *
 * @param table its qualified name without quotes
 * @param columns those whose values are others
 */
public record VaryingRows(String table, List<String> columns) {

    /** Copies the list. */
    public VaryingRows {
        columns = List.copyOf(columns);
    }
}
