package dev.lifeguard.migrate.inspect.erd;

import java.util.Comparator;

/**
 * What a table is called.
 *
 * @param schema where it is; the database for MariaDB, {@code main} for SQLite
 * @param name as the catalogue has it
 * @param label as a diagram shows it: without the schema where that is the usual one
 */
public record TableName(String schema, String name, String label) implements Comparable<TableName> {

    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    /**
     * One that is shown with its schema, unless that is the usual one.
     *
     * @param usual the schema in which people look without being told
     */
    static TableName of(String schema, String name, String usual) {
        return new TableName(schema, name, schema.equals(usual) ? name : schema + "." + name);
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }
}
