package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Rule.UniqueKey;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which unique keys an INSERT with ON CONFLICT asks about. PostgreSQL refuses one that is
 * DEFERRABLE, and does so when the statement runs.
 *
 * @param columns those of the key; empty where it is any, or is named
 * @param constraint its name; empty where that is not said
 */
record ConflictTarget(TableName table, Set<String> columns, String constraint) {

    ConflictTarget {
        columns = Set.copyOf(columns);
    }

    static ConflictTarget of(TableName table, PgNode conflict) {
        Optional<PgNode> infer = conflict.node("infer");
        List<PgNode> elements = infer.map(it -> it.list("indexElems")).orElse(List.of());
        return new ConflictTarget(
                table,
                elements.stream().map(it -> it.text("name")).collect(Collectors.toSet()),
                infer.map(it -> it.text("conname")).orElse(""));
    }

    /**
     * It of the table below a view.
     *
     * @param below gives a write of the view as one of the table
     */
    ConflictTarget through(UnaryOperator<Write> below) {
        Map<String, Write.Value> asked =
                columns.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), each -> Write.Value.NEVER_NULL));
        Write write =
                below.apply(new Write(Write.Kind.UPDATE, table, new Write.Columns.Named(asked)));
        return write.columns() instanceof Write.Columns.Named(Map<String, Write.Value> values)
                ? new ConflictTarget(write.table(), values.keySet(), constraint)
                : this;
    }

    /** What is to be said of it. */
    List<Said> said(TableState before, TableState now) {
        return now.rules().stream()
                .filter(rule -> refuses(rule) && before.rules().stream().noneMatch(this::refuses))
                .map(
                        rule ->
                                Said.breaks(
                                        "Its ON CONFLICT asks about the unique constraint \"%s\" of %s, and PostgreSQL takes none for that that is DEFERRABLE, as it is now."
                                                .formatted(rule.name(), now.said())))
                .toList();
    }

    private boolean refuses(Rule rule) {
        return rule instanceof UniqueKey key
                && key.deferral() != Deferral.NEVER
                && (constraint.isEmpty()
                        ? columns.isEmpty() || columns.equals(key.plain().keySet())
                        : constraint.equals(key.name()));
    }
}
