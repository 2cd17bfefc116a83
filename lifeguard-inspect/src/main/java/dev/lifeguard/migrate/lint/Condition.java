package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;

/** How many rows the condition of an UPDATE or DELETE lets through, as far as its text tells. */
final class Condition {

    /** How many. */
    enum Reach {
        /** There is no condition. */
        ALL,
        /** There is one that each row meets. */
        TAUTOLOGY,
        /** It may be most rows. */
        LOOSE,
        /** It names values, or a range of them. */
        BOUNDED
    }

    private Condition() {}

    static Reach reach(Optional<PgNode> where) {
        if (where.isEmpty()) {
            return Reach.ALL;
        }
        if (isTrue(where.get())) {
            return Reach.TAUTOLOGY;
        }
        return isBounded(where.get()) ? Reach.BOUNDED : Reach.LOOSE;
    }

    /** Whether one more that is written behind a statement holds for each row that it changes. */
    static boolean mayFollow(PgNode tree) {
        return !tree.has("returningClause")
                && !tree.has("withClause")
                && tree.node("whereClause")
                        .filter(it -> it.is("BoolExpr") && it.text("boolop").equals("OR_EXPR"))
                        .isEmpty();
    }

    private static boolean isTrue(PgNode expression) {
        return switch (expression.type()) {
            case "A_Const" ->
                    expression
                            .node("val")
                            .filter(it -> it.is("Boolean") && it.flag("boolval"))
                            .isPresent();
            case "BoolExpr" ->
                    expression.text("boolop").equals("OR_EXPR")
                            ? expression.list("args").stream().anyMatch(Condition::isTrue)
                            : expression.text("boolop").equals("AND_EXPR")
                                    && expression.list("args").stream().allMatch(Condition::isTrue);
            case "A_Expr" -> operator(expression).equals("=") && sidesAreEqual(expression);
            default -> false;
        };
    }

    /** Both sides are the same column or the same constant. */
    private static boolean sidesAreEqual(PgNode expression) {
        Optional<PgNode> left = expression.node("lexpr");
        Optional<PgNode> right = expression.node("rexpr");
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        List<String> column = Columns.single(left.get());
        if (!column.isEmpty()) {
            return left.get().list("fields").size()
                            == right.map(it -> it.is("ColumnRef") ? it.list("fields").size() : -1)
                                    .orElse(-1)
                    && Constraints.strings(left.get().list("fields"))
                            .equals(Constraints.strings(right.get().list("fields")));
        }
        String constant = constant(left.get());
        return !constant.isEmpty() && constant.equals(constant(right.get()));
    }

    private static String constant(PgNode node) {
        return node.is("A_Const") ? "c" + Session.value(List.of(node)) : "";
    }

    private static boolean isBounded(PgNode expression) {
        return switch (expression.type()) {
            case "BoolExpr" ->
                    switch (expression.text("boolop")) {
                        case "AND_EXPR" ->
                                expression.list("args").stream().anyMatch(Condition::isBounded)
                                        || isRange(expression.list("args"));
                        case "OR_EXPR" ->
                                expression.list("args").stream().allMatch(Condition::isBounded);
                        default -> false;
                    };
            case "A_Expr" -> isBoundedComparison(expression);
            case "SubLink", "CurrentOfExpr" -> true;
            default -> false;
        };
    }

    private static boolean isBoundedComparison(PgNode expression) {
        String kind = expression.text("kind");
        return switch (kind) {
            case "AEXPR_IN" -> operator(expression).equals("=");
            case "AEXPR_BETWEEN", "AEXPR_BETWEEN_SYM", "AEXPR_OP_ANY" -> true;
            case "AEXPR_OP" ->
                    operator(expression).equals("=")
                            && expression
                                    .node("rexpr")
                                    .filter(it -> Columns.single(it).isEmpty())
                                    .isPresent();
            default -> false;
        };
    }

    /** Something is above one value and below another. */
    private static boolean isRange(List<PgNode> parts) {
        List<String> operators =
                parts.stream().filter(it -> it.is("A_Expr")).map(Condition::operator).toList();
        return (operators.contains(">") || operators.contains(">="))
                && (operators.contains("<") || operators.contains("<="));
    }

    private static String operator(PgNode expression) {
        List<String> names = Constraints.strings(expression.list("name"));
        return names.isEmpty() ? "" : names.getLast();
    }
}
