package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Kind;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from a parse tree what a statement does to which tables, in its CTEs too. */
final class WriteReader {

    private final List<Write> writes = new ArrayList<>();
    private final List<ConflictTarget> conflicts = new ArrayList<>();
    private final Set<TableName> tables = new LinkedHashSet<>();
    private final List<NaturalJoin> joins = new ArrayList<>();
    private final Set<String> named = new LinkedHashSet<>();

    private WriteReader() {}

    static Uses uses(PgNode tree) {
        WriteReader reader = new WriteReader();
        tree.visit(reader::look);
        reader.tables.removeIf(
                table -> table.schema().isEmpty() && reader.named.contains(table.name()));
        reader.joins.removeIf(join -> reader.named.stream().anyMatch(join::names));
        return new Uses(
                reader.writes,
                reader.conflicts,
                reader.tables,
                reader.joins,
                Optional.empty(),
                Optional.empty());
    }

    private void look(PgNode node) {
        switch (node.type()) {
            case "RangeVar" -> tables.add(TableName.of(node));
            case "JoinExpr" -> NaturalJoin.of(node).ifPresent(joins::add);
            case "CommonTableExpr" -> named.add(node.text("ctename"));
            case "InsertStmt" -> insert(node);
            case "UpdateStmt" ->
                    writes.add(new Write(Kind.UPDATE, target(node), set(node.list("targetList"))));
            case "DeleteStmt" ->
                    writes.add(new Write(Kind.DELETE, target(node), new Columns.Named(Map.of())));
            case "MergeStmt" ->
                    node.list("mergeWhenClauses").forEach(when -> merge(target(node), when));
            default -> {
                // It writes nothing.
            }
        }
    }

    private static TableName target(PgNode statement) {
        return TableName.of(statement.node("relation").orElseThrow());
    }

    private void insert(PgNode node) {
        Optional<PgNode> conflict = node.node("onConflictClause");
        boolean nothing =
                conflict.filter(it -> it.text("action").equals("ONCONFLICT_NOTHING"))
                        .filter(it -> it.node("infer").isEmpty())
                        .isPresent();
        Kind kind = nothing ? Kind.INSERT_OR_NOTHING : Kind.INSERT;
        List<String> columns = names(node.list("cols"));
        writes.add(new Write(kind, target(node), inserted(columns, node.node("selectStmt"))));
        conflict.map(it -> ConflictTarget.of(target(node), it)).ifPresent(conflicts::add);
        conflict.filter(it -> it.text("action").equals("ONCONFLICT_UPDATE"))
                .ifPresent(
                        it ->
                                writes.add(
                                        new Write(
                                                Kind.UPDATE,
                                                target(node),
                                                set(it.list("targetList")))));
    }

    private void merge(TableName table, PgNode when) {
        switch (when.text("commandType")) {
            case "CMD_INSERT" ->
                    writes.add(
                            new Write(
                                    Kind.INSERT,
                                    table,
                                    inserted(
                                            names(when.list("targetList")),
                                            GivenValues.ofRow(when.list("values")))));
            case "CMD_UPDATE" ->
                    writes.add(new Write(Kind.UPDATE, table, set(when.list("targetList"))));
            case "CMD_DELETE" ->
                    writes.add(new Write(Kind.DELETE, table, new Columns.Named(Map.of())));
            default -> {
                // DO NOTHING.
            }
        }
    }

    private static List<String> names(List<PgNode> targets) {
        return targets.stream().map(target -> target.text("name")).toList();
    }

    private static Columns set(List<PgNode> targets) {
        Map<String, Value> values = new HashMap<>();
        for (PgNode target : targets) {
            Value value = target.node("val").map(GivenValues::of).orElse(Value.MAYBE_NULL);
            values.put(target.text("name"), target.has("indirection") ? Value.MAYBE_NULL : value);
        }
        return new Columns.Named(values);
    }

    private static Columns inserted(List<String> named, Optional<PgNode> source) {
        return source.isEmpty()
                ? new Columns.Named(Map.of())
                : inserted(named, GivenValues.ofQuery(source.get()));
    }

    /**
     * Without names they are the first ones of the table; without values it is not told how many.
     */
    private static Columns inserted(List<String> named, List<Value> values) {
        if (named.isEmpty()) {
            return values.isEmpty() ? new Columns.All() : new Columns.First(values);
        }
        Map<String, Value> given = new HashMap<>();
        for (int i = 0; i < named.size(); i++) {
            given.put(named.get(i), i < values.size() ? values.get(i) : Value.MAYBE_NULL);
        }
        return new Columns.Named(given);
    }
}
