package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A NATURAL JOIN, which is by all columns whose names both sides have, whatever those are.
 *
 * @param left the tables of one side
 * @param right those of the other
 */
record NaturalJoin(List<TableName> left, List<TableName> right) {

    NaturalJoin {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    /** That of a join; empty where it is no such one, or a side is none of tables alone. */
    static Optional<NaturalJoin> of(PgNode join) {
        List<TableName> left = tables(join, "larg");
        List<TableName> right = tables(join, "rarg");
        return join.flag("isNatural") && !left.isEmpty() && !right.isEmpty()
                ? Optional.of(new NaturalJoin(left, right))
                : Optional.empty();
    }

    private static List<TableName> tables(PgNode join, String side) {
        PgNode node = join.node(side).orElseThrow();
        if (node.is("RangeVar")) {
            return List.of(TableName.of(node));
        }
        if (!node.is("JoinExpr")) {
            return List.of();
        }
        List<TableName> left = tables(node, "larg");
        List<TableName> right = tables(node, "rarg");
        return left.isEmpty() || right.isEmpty()
                ? List.of()
                : Stream.concat(left.stream(), right.stream()).toList();
    }

    /** Whether one of its tables is the query of that name instead. */
    boolean names(String query) {
        return Stream.concat(left.stream(), right.stream())
                .anyMatch(table -> table.schema().isEmpty() && table.name().equals(query));
    }

    /** What is to be said where it joins by other columns now. */
    Optional<Said> said(SchemaState before, SchemaState now, List<String> path) {
        Optional<Set<String>> then = columns(before, path);
        Optional<Set<String>> those = columns(now, path);
        return then.isEmpty() || those.isEmpty() || then.equals(those)
                ? Optional.empty()
                : Optional.of(
                        Said.breaks(
                                "Its NATURAL JOIN is by %s now, and was by %s."
                                        .formatted(named(those.get()), named(then.get()))));
    }

    private static String named(Set<String> columns) {
        return columns.isEmpty() ? "no column" : String.join(", ", columns);
    }

    /** Those that both sides have; empty where a table is not known. */
    private Optional<Set<String>> columns(SchemaState state, List<String> path) {
        Optional<Set<String>> common = columns(left, state, path);
        Optional<Set<String>> others = columns(right, state, path);
        if (common.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        common.get().retainAll(others.get());
        return common;
    }

    private static Optional<Set<String>> columns(
            List<TableName> tables, SchemaState state, List<String> path) {
        Set<String> columns = new TreeSet<>();
        for (TableName table : tables) {
            Optional<TableState> found = state.table(table, path);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            found.get().columns().forEach(column -> columns.add(column.name()));
        }
        return Optional.of(columns);
    }
}
