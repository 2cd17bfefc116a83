package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement needs of a schema, as far as its text tells.
 *
 * @param conflicts of its INSERTs
 * @param tables those that it names, the ones that it writes too
 * @param copied of a COPY
 */
record Uses(
        List<Write> writes,
        List<ConflictTarget> conflicts,
        Set<TableName> tables,
        Optional<Copied> copied) {

    Uses {
        writes = List.copyOf(writes);
        conflicts = List.copyOf(conflicts);
        tables = Set.copyOf(tables);
    }

    /** The same of a COPY. */
    Uses with(Copied table) {
        return new Uses(writes, conflicts, tables, Optional.of(table));
    }
}
