package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.compat.Rule.Reference;
import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Kind;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a foreign key does to the rows that refer to others when those go away or change.
 *
 * @param reference the foreign key as it is now
 */
record CascadedWrite(Write write, Reference reference, TableState before, TableState child) {

    /**
     * One of a write.
     *
     * @param above what the statement, or another foreign key, does to the rows that are referred
     *     to
     * @param parent their table before the migrations
     */
    static Optional<CascadedWrite> of(
            Write above,
            TableState parent,
            Reference reference,
            TableState before,
            TableState child) {
        return columns(above, parent, reference)
                .map(
                        columns ->
                                new Write(
                                        kind(above, reference),
                                        new TableName(child.schema(), child.name()),
                                        columns))
                .map(write -> new CascadedWrite(write, reference, before, child));
    }

    private static Kind kind(Write above, Reference reference) {
        return switch (above.kind()) {
            case TRUNCATE, TRUNCATE_CASCADE -> Kind.TRUNCATE_CASCADE;
            case DELETE -> reference.cascadesDelete() ? Kind.DELETE : Kind.UPDATE;
            case INSERT, INSERT_OR_NOTHING, UPDATE -> Kind.UPDATE;
        };
    }

    /** The columns that get values; empty where nothing is done. */
    private static Optional<Columns> columns(Write above, TableState parent, Reference reference) {
        return switch (above.kind()) {
            case INSERT, INSERT_OR_NOTHING, TRUNCATE -> Optional.empty();
            case TRUNCATE_CASCADE -> Optional.of(named(Set.of(), Value.NEVER_NULL));
            case DELETE ->
                    reference.cascadesDelete()
                            ? Optional.of(named(Set.of(), Value.NEVER_NULL))
                            : cleared(reference.clearedByDelete());
            case UPDATE -> {
                if (reference.parentColumns().stream().noneMatch(above.in(parent)::containsKey)) {
                    yield Optional.empty();
                }
                yield reference.cascadesUpdate()
                        ? Optional.of(named(reference.columns(), Value.NEVER_NULL))
                        : cleared(reference.clearedByUpdate());
            }
        };
    }

    private static Optional<Columns> cleared(Set<String> columns) {
        return columns.isEmpty() ? Optional.empty() : Optional.of(named(columns, Value.MAYBE_NULL));
    }

    private static Columns named(Set<String> columns, Value value) {
        return new Columns.Named(
                columns.stream().collect(Collectors.toMap(Function.identity(), each -> value)));
    }

    /** What the rows that refer to others take now. */
    List<Said> said(Change change) {
        if (write.kind() != Kind.UPDATE) {
            return new WrittenTable(write, before, child, change).said();
        }
        List<Said> said = new ArrayList<>();
        for (Map.Entry<String, Value> column : write.in(before).entrySet()) {
            if (column.getValue() == Value.MAYBE_NULL && mayNotBeNull(column.getKey(), change)) {
                said.add(
                        Said.breaks(
                                "By the foreign key \"%s\" it sets %s.%s to null, which takes no null now."
                                        .formatted(
                                                reference.name(), child.said(), column.getKey())));
            }
        }
        said.addAll(new WrittenRules(write, before, child.withChecks(), change).said());
        return said;
    }

    private boolean mayNotBeNull(String column, Change change) {
        return child.column(column).filter(ColumnState::isRequired).isPresent()
                && before.column(column).filter(it -> !it.isRequired()).isPresent()
                && !child.fills(column, write.kind())
                && !change.implied().excludes(before, TableName.quoted(column) + " IS NULL");
    }

    /** Those rows as what others refer to. */
    ReferredTable referred(Set<String> together) {
        return new ReferredTable(write, before, child, together);
    }
}
