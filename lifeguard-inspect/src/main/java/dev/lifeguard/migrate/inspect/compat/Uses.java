package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Set;

/**
 * What a statement needs of a schema, as far as its text tells.
 *
 * @param tables those that it names, the ones that it writes too
 */
record Uses(List<Write> writes, Set<TableName> tables) {

    Uses {
        writes = List.copyOf(writes);
        tables = Set.copyOf(tables);
    }
}
