package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Write.Value;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a parse tree tells of the values that columns get. */
final class GivenValues {

    /** Functions of PostgreSQL that give a value whatever they are given. */
    private static final Set<String> NEVER_NULL =
            Set.of(
                    "now",
                    "clock_timestamp",
                    "statement_timestamp",
                    "transaction_timestamp",
                    "gen_random_uuid",
                    "uuidv4",
                    "uuidv7",
                    "random",
                    "nextval");

    private GivenValues() {}

    /** Those of a query, one a column; none where the text does not tell how many there are. */
    static List<Value> ofQuery(PgNode query) {
        if (query.has("valuesLists")) {
            return ofRows(
                    query.list("valuesLists").stream().map(row -> row.list("items")).toList());
        }
        if (query.node("larg").isPresent()) {
            return ofQuery(query.node("larg").get()).stream().map(any -> Value.MAYBE_NULL).toList();
        }
        List<Value> values = new ArrayList<>();
        for (PgNode target : query.list("targetList")) {
            PgNode value = target.node("val").orElseThrow();
            if (isStar(value)) {
                return List.of();
            }
            values.add(of(value));
        }
        return values;
    }

    private static boolean isStar(PgNode value) {
        return value.is("ColumnRef")
                && value.list("fields").stream().anyMatch(field -> field.is("A_Star"));
    }

    private static List<Value> ofRows(List<List<PgNode>> rows) {
        List<Value> values = new ArrayList<>(ofRow(rows.getFirst()));
        for (List<PgNode> row : rows.subList(1, rows.size())) {
            List<Value> others = ofRow(row);
            for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
                if (values.get(i) != others.get(i)) {
                    values.set(i, Value.MAYBE_NULL);
                }
            }
        }
        return values;
    }

    /** Those of one row. */
    static List<Value> ofRow(List<PgNode> row) {
        return row.stream().map(GivenValues::of).toList();
    }

    /** What is known of an expression. */
    static Value of(PgNode value) {
        return switch (value.type()) {
            case "SetToDefault" -> Value.DEFAULT;
            case "A_Const" -> value.flag("isnull") ? Value.MAYBE_NULL : Value.NEVER_NULL;
            case "SQLValueFunction" -> Value.NEVER_NULL;
            case "TypeCast" -> value.node("arg").map(GivenValues::of).orElse(Value.MAYBE_NULL);
            case "FuncCall" -> {
                List<PgNode> name = value.list("funcname");
                yield NEVER_NULL.contains(name.getLast().text("sval"))
                        ? Value.NEVER_NULL
                        : Value.MAYBE_NULL;
            }
            default -> Value.MAYBE_NULL;
        };
    }
}
