package dev.lifeguard.migrate.cli.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database is and holds.
 *
 * @param product what its server calls itself
 * @param server its server's version
 * @param name its name
 * @param encoding its encoding, and its collation behind it
 * @param size in bytes, 0 where nobody knows
 * @param user as whom one is logged in
 * @param schema the schema that scripts look into first, or null when there is none
 * @param stateTable where the state table is, or null when there is none yet
 * @param stateTableSize in bytes, 0 when there is none or nobody knows
 * @param schemas what each schema holds, by name
 */
public record DatabaseFacts(
        String product,
        String server,
        String name,
        String encoding,
        long size,
        String user,
        @Nullable String schema,
        @Nullable String stateTable,
        long stateTableSize,
        List<SchemaFacts> schemas) {

    /** Copies the list. */
    public DatabaseFacts {
        schemas = List.copyOf(schemas);
    }
}
