package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.pgparser.PgNode;

/**
 * The name of a table as a statement writes it.
 *
 * @param schema empty where none is written
 */
record TableName(String schema, String name) {

    static TableName of(PgNode rangeVar) {
        return new TableName(rangeVar.text("schemaname"), rangeVar.text("relname"));
    }

    /** As SQL has it. */
    String sql() {
        return schema.isEmpty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}
