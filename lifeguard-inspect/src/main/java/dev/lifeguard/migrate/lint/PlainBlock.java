package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.BlockReader.Origin;
import dev.lifeguard.migrate.lint.BlockReader.Part;
import dev.lifeguard.migrate.lint.BlockReader.Read;
import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgStatement;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A DO block whose statements are known beforehand, as {@link BlockReader} reads it: plain ones,
 * those of a text that EXECUTE has, and those below an IF that only looks into the catalogue, which
 * is how many write an IF NOT EXISTS that a statement does not know.
 */
final class PlainBlock {

    /** What means the same in PL/pgSQL, where there is no variable. */
    private static final Set<String> PLAIN =
            Set.of(
                    "AlterTableStmt",
                    "CreateStmt",
                    "CreateEnumStmt",
                    "AlterEnumStmt",
                    "CompositeTypeStmt",
                    "CreateDomainStmt",
                    "AlterDomainStmt",
                    "CreateSeqStmt",
                    "CreateSchemaStmt",
                    "CreateExtensionStmt",
                    "IndexStmt",
                    "RenameStmt",
                    "DropStmt",
                    "ViewStmt",
                    "CreateTrigStmt",
                    "CreatePolicyStmt",
                    "CommentStmt",
                    "GrantStmt",
                    "InsertStmt",
                    "UpdateStmt",
                    "DeleteStmt");

    /** Those in which a name may be a variable. */
    private static final Set<String> WITH_VARIABLES =
            Set.of("InsertStmt", "UpdateStmt", "DeleteStmt");

    /** Functions that conditions ask, and that do nothing else. */
    private static final Set<String> LOOKS =
            Set.of(
                    "to_regclass",
                    "to_regtype",
                    "to_regproc",
                    "to_regprocedure",
                    "to_regnamespace",
                    "to_regrole",
                    "current_schema",
                    "current_schemas",
                    "current_database",
                    "current_setting",
                    "has_table_privilege",
                    "has_schema_privilege",
                    "has_column_privilege",
                    "pg_get_constraintdef",
                    "pg_get_indexdef",
                    "pg_get_viewdef",
                    "pg_get_functiondef",
                    "pg_get_expr",
                    "format_type",
                    "count",
                    "lower",
                    "upper",
                    "array_agg",
                    "string_agg");

    private PlainBlock() {}

    /**
     * A statement of a block.
     *
     * @param offset of its text in the text of the DO
     */
    record Inner(PgNode tree, String text, int offset) {}

    /** The statements that a DO may run; empty where it is none, or does more. */
    static List<Inner> statements(String text, PgNode tree, PgParser parser) {
        if (!tree.is("DoStmt")) {
            return List.of();
        }
        Optional<String> body = argument(tree, "as");
        int begin = body.map(text::indexOf).orElse(-1);
        boolean plpgsql = argument(tree, "language").filter(it -> !it.equals("plpgsql")).isEmpty();
        return begin < 0 || !plpgsql
                ? List.of()
                : BlockReader.read(body.get(), condition -> isLookOnly(condition, parser))
                        .map(read -> inner(read, body.get(), begin, parser))
                        .orElse(List.of());
    }

    private static Optional<String> argument(PgNode tree, String name) {
        return tree.list("args").stream()
                .filter(it -> it.is("DefElem") && it.text("defname").equals(name))
                .flatMap(it -> it.node("arg").stream())
                .filter(it -> it.is("String"))
                .map(it -> it.text("sval"))
                .findFirst();
    }

    /** Empty where one of them is not plain. */
    private static List<Inner> inner(Read read, String body, int begin, PgParser parser) {
        List<Inner> inner = new ArrayList<>();
        for (Part part : read.parts()) {
            String text = body.substring(part.start(), part.end());
            Optional<PgNode> tree =
                    only(text, parser).filter(it -> isPlain(it, part, read.hasVariables()));
            if (tree.isEmpty()) {
                return List.of();
            }
            inner.add(new Inner(tree.get(), text, begin + part.start()));
        }
        return inner;
    }

    private static boolean isPlain(PgNode tree, Part part, boolean hasVariables) {
        boolean mayName = hasVariables && part.origin() == Origin.STATEMENT;
        return PLAIN.contains(tree.type())
                && !Repeatable.says(tree, "concurrent")
                && !(mayName && WITH_VARIABLES.contains(tree.type()));
    }

    /** The one statement of a text; empty where it is none, or there are more. */
    private static Optional<PgNode> only(String text, PgParser parser) {
        try {
            List<PgStatement> all = parser.parse(text);
            return all.size() == 1 ? Optional.of(all.getFirst().tree()) : Optional.empty();
        } catch (PgSyntaxError more) {
            return Optional.empty();
        }
    }

    /** Whether a condition reads catalogues alone, whatever it finds there. */
    private static boolean isLookOnly(String condition, PgParser parser) {
        Optional<PgNode> query = only("SELECT " + condition, parser);
        if (query.isEmpty() || !query.get().is("SelectStmt")) {
            return false;
        }
        List<PgNode> others = new ArrayList<>();
        query.get()
                .visit(
                        node -> {
                            if (!isLook(node)) {
                                others.add(node);
                            }
                        });
        return others.isEmpty();
    }

    private static boolean isLook(PgNode node) {
        return switch (node.type()) {
            case "RangeVar" -> isOfCatalogue(node);
            case "FuncCall" -> LOOKS.contains(Name.of(node.list("funcname")).name());
            default -> true;
        };
    }

    private static boolean isOfCatalogue(PgNode table) {
        String schema = table.text("schemaname");
        return schema.equals("pg_catalog")
                || schema.equals("information_schema")
                || (schema.isEmpty() && table.text("relname").startsWith("pg_"));
    }
}
