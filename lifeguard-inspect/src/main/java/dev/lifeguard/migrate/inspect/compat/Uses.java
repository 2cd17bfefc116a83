package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement needs of a schema, as far as its text tells.
 *
 * @param conflicts of its INSERTs
 * @param tables those that it names, the ones that it writes too
 * @param joins which follow the names of columns
 * @param copied of a COPY
 * @param refreshed of a REFRESH MATERIALIZED VIEW
 */
record Uses(
        List<Write> writes,
        List<ConflictTarget> conflicts,
        Set<TableName> tables,
        List<NaturalJoin> joins,
        Optional<Copied> copied,
        Optional<Refreshed> refreshed) {

    Uses {
        writes = List.copyOf(writes);
        conflicts = List.copyOf(conflicts);
        tables = Set.copyOf(tables);
        joins = List.copyOf(joins);
    }

    /** The same of a COPY. */
    Uses with(Copied table) {
        return new Uses(writes, conflicts, tables, joins, Optional.of(table), refreshed);
    }

    /** The same of a REFRESH MATERIALIZED VIEW. */
    Uses with(Refreshed view) {
        return new Uses(writes, conflicts, tables, joins, copied, Optional.of(view));
    }
}
