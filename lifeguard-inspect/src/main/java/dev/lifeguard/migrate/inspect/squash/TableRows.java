package dev.lifeguard.migrate.inspect.squash;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rows of a table, or of a partition.
 *
 * @param name qualified, with quotes where SQL needs them
 * @param plainName qualified, without quotes
 * @param rootName the same of the partitioned table that it is a part of, or its own
 * @param bytes how long its rows are as text
 * @param digest of all values of all rows, whatever their order
 */
public record TableRows(
        String name, String plainName, String rootName, long rows, long bytes, String digest) {

    /** What options may call it. */
    Set<String> calledBy() {
        Set<String> names = new LinkedHashSet<>();
        for (String full : new String[] {plainName, rootName}) {
            names.add(full);
            names.add(full.substring(full.indexOf('.') + 1));
        }
        return names;
    }
}
