package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Set;

/**
 * What a statement needs of a schema, as far as its text tells.
 *
 * @param conflicts of its INSERTs
 * @param tables those that it names, the ones that it writes too
 */
record Uses(List<Write> writes, List<ConflictTarget> conflicts, Set<TableName> tables) {

    Uses {
        writes = List.copyOf(writes);
        conflicts = List.copyOf(conflicts);
        tables = Set.copyOf(tables);
    }
}
