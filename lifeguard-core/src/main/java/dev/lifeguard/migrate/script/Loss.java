package dev.lifeguard.migrate.script;

import java.util.List;

/**
 * What a statement takes away rows or values with, as its tokens tell it. A DELETE is none: it
 * names the rows that go.
 *
 * <p>Names are as in {@link Effect}, with those before them and dots between.
 */
public sealed interface Loss {

    /** It drops a table. */
    record Table(String table) implements Loss {}

    /** It takes all rows of a table. */
    record Rows(String table) implements Loss {}

    /** It drops a column. */
    record Column(String table, String column) implements Loss {}

    /** It drops a schema with what is in it. */
    record Schema(String schema) implements Loss {}

    /** It drops or runs what is not looked into. */
    record Unknown() implements Loss {}

    /** It gives a table another name, by which later statements mean it. */
    record TableRenamed(String from, String to) implements Loss {}

    /** The same of a column. */
    record ColumnRenamed(String table, String from, String to) implements Loss {}

    /**
     * From here on names without a schema are looked for elsewhere.
     *
     * @param schemas where, the first before the others; none where the tokens do not tell
     */
    record SearchPath(List<String> schemas) implements Loss {

        /** Copies the list. */
        public SearchPath {
            schemas = List.copyOf(schemas);
        }
    }
}
