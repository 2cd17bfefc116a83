package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Set;

/**
 * The tables of this tool, which no snapshot has: they are left out in each schema, since each may
 * have a history of its own.
 *
 * @param names as the catalogue has them, without a schema
 */
public record OwnTables(Set<String> names) {

    /** Copies the set. */
    public OwnTables {
        names = Set.copyOf(names);
    }

    /**
     * Those that there are beside a state table.
     *
     * @param stateTable its name without a schema
     */
    public static OwnTables of(String stateTable) {
        return new OwnTables(
                Set.of(
                        stateTable,
                        stateTable + "_log",
                        stateTable + "_batches",
                        "lifeguard_batches"));
    }
}
