package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads constraints from parse trees. */
final class Constraints {

    private Constraints() {}

    /** The kind; empty for what is no constraint to PostgreSQL, as a default. */
    static Optional<Kind> kind(PgNode constraint) {
        return switch (constraint.text("contype")) {
            case "CONSTR_PRIMARY" -> Optional.of(Kind.PRIMARY_KEY);
            case "CONSTR_UNIQUE" -> Optional.of(Kind.UNIQUE);
            case "CONSTR_FOREIGN" -> Optional.of(Kind.FOREIGN_KEY);
            case "CONSTR_CHECK" -> Optional.of(Kind.CHECK);
            case "CONSTR_NOTNULL" -> Optional.of(Kind.NOT_NULL);
            case "CONSTR_EXCLUSION" -> Optional.of(Kind.EXCLUSION);
            default -> Optional.empty();
        };
    }

    /**
     * A constraint of a table as it is known afterwards.
     *
     * @param column that it stands behind; empty where it is the table's
     * @param valid since the end of which transaction
     */
    static Optional<TableConstraint> read(
            Table table, PgNode constraint, Optional<String> column, int valid) {
        return kind(constraint)
                .map(
                        kind -> {
                            List<String> columns =
                                    column.map(List::of).orElseGet(() -> columns(constraint));
                            return new TableConstraint(
                                    name(table, constraint, kind, columns),
                                    kind,
                                    columns,
                                    constraint.node("pktable").map(Name::of).orElse(null),
                                    proves(constraint, kind),
                                    constraint.flag("skip_validation")
                                            ? TableConstraint.NEVER
                                            : valid);
                        });
    }

    /** The columns of a constraint of a table. */
    static List<String> columns(PgNode constraint) {
        if (constraint.text("contype").equals("CONSTR_CHECK")) {
            return constraint.node("raw_expr").map(Columns::in).orElse(List.of());
        }
        String field = constraint.text("contype").equals("CONSTR_FOREIGN") ? "fk_attrs" : "keys";
        return strings(constraint.list(field));
    }

    static List<String> strings(List<PgNode> nodes) {
        return nodes.stream().filter(it -> it.is("String")).map(it -> it.text("sval")).toList();
    }

    /** As PostgreSQL names one that has no name, as far as there is no other of that name. */
    private static String name(Table table, PgNode constraint, Kind kind, List<String> columns) {
        if (constraint.has("conname")) {
            return constraint.text("conname");
        }
        String joined = String.join("_", columns);
        String ending =
                switch (kind) {
                    case PRIMARY_KEY -> "pkey";
                    case UNIQUE -> joined + "_key";
                    case FOREIGN_KEY -> joined + "_fkey";
                    case CHECK -> columns.size() == 1 ? joined + "_check" : "check";
                    case NOT_NULL -> joined + "_not_null";
                    case EXCLUSION -> joined + "_excl";
                };
        return table.name().name() + "_" + ending;
    }

    /** The columns that a CHECK proves to be not null: those of its AND. */
    static Set<String> proves(PgNode constraint, Kind kind) {
        Set<String> proven = new HashSet<>();
        if (kind == Kind.NOT_NULL) {
            proven.addAll(columns(constraint));
        }
        constraint
                .node("raw_expr")
                .filter(it -> kind == Kind.CHECK)
                .ifPresent(it -> prove(it, proven));
        return proven;
    }

    private static void prove(PgNode expression, Set<String> proven) {
        if (expression.is("BoolExpr") && expression.text("boolop").equals("AND_EXPR")) {
            expression.list("args").forEach(it -> prove(it, proven));
        }
        if (expression.is("NullTest") && expression.text("nulltesttype").equals("IS_NOT_NULL")) {
            expression.node("arg").ifPresent(it -> proven.addAll(Columns.single(it)));
        }
    }
}
