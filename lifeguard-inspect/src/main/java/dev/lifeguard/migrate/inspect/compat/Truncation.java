package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table that a TRUNCATE empties. Where a DELETE of it cannot be prepared, neither can it run.
 *
 * @param together all tables that the statement names
 */
record Truncation(TableName table, Kind kind, Set<TableName> together) {

    Truncation {
        together = Set.copyOf(together);
    }

    static List<Truncation> of(PgNode statement) {
        List<TableName> tables = statement.list("relations").stream().map(TableName::of).toList();
        Kind kind =
                statement.text("behavior").equals("DROP_CASCADE")
                        ? Kind.TRUNCATE_CASCADE
                        : Kind.TRUNCATE;
        return tables.stream()
                .map(table -> new Truncation(table, kind, new LinkedHashSet<>(tables)))
                .toList();
    }

    Preparable read(String given) {
        Write write = new Write(kind, table, new Columns.Named(Map.of()));
        return new Preparable(
                given,
                "DELETE FROM " + table.sql(),
                new Uses(
                        List.of(write),
                        List.of(),
                        together,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
