package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.util.function.UnaryOperator;

/**
 * A state table as statements name it, so that each database's quotes are put around it in one
 * place.
 *
 * @param name where the table is
 * @param quote puts a name in quotes where it needs them
 */
public record QuotedTable(TableName name, UnaryOperator<String> quote) {

    /** The schema; nothing where the connection resolves it. */
    public String schema() {
        String schema = name.schema();
        return schema == null ? "" : quote.apply(schema);
    }

    /** The table, behind its schema where that is known. */
    public String qualified() {
        String table = quote.apply(name.table());
        return name.schema() == null ? table : schema() + "." + table;
    }
}
