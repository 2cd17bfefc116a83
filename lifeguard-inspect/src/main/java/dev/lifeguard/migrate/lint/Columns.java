package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads columns from parse trees. */
final class Columns {

    private Columns() {}

    /** The column that an expression is, if it is no more than that. */
    static List<String> single(PgNode expression) {
        if (!expression.is("ColumnRef")) {
            return List.of();
        }
        List<String> parts = Constraints.strings(expression.list("fields"));
        return parts.isEmpty() ? List.of() : List.of(parts.getLast());
    }

    /** All columns that an expression names. */
    static List<String> in(PgNode expression) {
        List<String> columns = new ArrayList<>();
        expression.visit(node -> columns.addAll(single(node)));
        return columns;
    }

    /** The type of a column's definition; empty where it has none. */
    static Optional<PgType> type(PgNode definition) {
        return definition.node("typeName").map(PgType::of);
    }

    static Optional<PgNode> constraint(PgNode definition, String contype) {
        return definition.list("constraints").stream()
                .filter(it -> it.is("Constraint") && it.text("contype").equals(contype))
                .findFirst();
    }

    static boolean has(PgNode definition, String contype) {
        return constraint(definition, contype).isPresent();
    }

    static boolean isNotNull(PgNode definition) {
        return has(definition, "CONSTR_NOTNULL")
                || has(definition, "CONSTR_PRIMARY")
                || has(definition, "CONSTR_IDENTITY")
                || type(definition).filter(PgType::isSerial).isPresent();
    }
}
