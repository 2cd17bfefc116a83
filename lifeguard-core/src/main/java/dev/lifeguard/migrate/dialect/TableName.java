package dev.lifeguard.migrate.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Where the state table is.
 *
 * @param schema null stands for the schema that the connection resolves first
 * @param table its name without the schema
 */
public record TableName(@Nullable String schema, String table) {

    /** The name with which it is found where nothing else is configured. */
    public static final String DEFAULT_TABLE = "lifeguard_migrations";

    /** The same table in a schema that is known now. */
    public TableName in(String resolved) {
        return new TableName(resolved, table);
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return schema == null ? table : schema + "." + table;
    }
}
