package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One column twice, where PostgreSQL takes it once: in what is set, and in what is made. */
final class DuplicateColumns implements Check {

    private static final String SET_TWICE = "42601";
    private static final String THERE_TWICE = "42701";

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        subject.tree().visit(it -> assignments(it, out));
        PgNode tree = subject.tree();
        switch (tree.type()) {
            case "CreateForeignTableStmt" ->
                    made(
                            tree.node("base").stream()
                                    .flatMap(it -> it.list("tableElts").stream())
                                    .filter(it -> it.is("ColumnDef"))
                                    .map(it -> it.text("colname")),
                            out);
            case "ViewStmt" -> query(Constraints.strings(tree.list("aliases")), tree, out);
            case "CreateTableAsStmt" ->
                    query(
                            tree.node("into").stream()
                                    .flatMap(
                                            it -> Constraints.strings(it.list("colNames")).stream())
                                    .toList(),
                            tree,
                            out);
            default -> {}
        }
    }

    private static void assignments(PgNode node, Consumer<Diagnosis> out) {
        switch (node.type()) {
            case "UpdateStmt", "OnConflictClause" -> set(node.list("targetList"), out);
            case "InsertStmt" -> inserted(node.list("cols"), out);
            case "MergeWhenClause" -> {
                if (node.text("commandType").equals("CMD_INSERT")) {
                    inserted(node.list("targetList"), out);
                } else {
                    set(node.list("targetList"), out);
                }
            }
            default -> {}
        }
    }

    /** Parts of a column may be set after one another; the whole of it, once and alone. */
    private static void set(List<PgNode> targets, Consumer<Diagnosis> out) {
        Set<String> whole = new HashSet<>();
        Set<String> parts = new HashSet<>();
        for (PgNode it : targets) {
            String name = it.is("ResTarget") ? it.text("name") : "";
            boolean isPart = it.is("ResTarget") && it.has("indirection");
            boolean again = whole.contains(name) || (!isPart && parts.contains(name));
            if (!name.isEmpty() && again) {
                tell("%s is set twice", name, SET_TWICE, it, out);
            }
            (isPart ? parts : whole).add(name);
        }
    }

    private static void inserted(List<PgNode> targets, Consumer<Diagnosis> out) {
        Set<String> seen = new HashSet<>();
        for (PgNode it : targets) {
            boolean whole = it.is("ResTarget") && !it.has("indirection");
            if (whole && !it.text("name").isEmpty() && !seen.add(it.text("name"))) {
                tell("%s is set twice", it.text("name"), THERE_TWICE, it, out);
            }
        }
    }

    private static void tell(
            String what, String name, String state, PgNode place, Consumer<Diagnosis> out) {
        out.accept(
                Diagnosis.of(
                                LintRule.DUPLICATE_COLUMN,
                                what + ", and PostgreSQL refuses that (SQLState %s).",
                                Identifier.quoted(name),
                                state)
                        .at(place.position().orElse(-1)));
    }

    /** The columns of a view or table: those that are named for it, and then those of its query. */
    private static void query(List<String> named, PgNode tree, Consumer<Diagnosis> out) {
        List<Optional<String>> names =
                tree.node("query").map(DuplicateColumns::columns).orElse(List.of());
        made(
                Stream.concat(
                        named.stream(),
                        names.stream().skip(named.size()).flatMap(Optional::stream)),
                out);
    }

    private static void made(Stream<String> names, Consumer<Diagnosis> out) {
        Set<String> seen = new HashSet<>();
        names.filter(it -> !seen.add(it))
                .findFirst()
                .ifPresent(
                        it ->
                                out.accept(
                                        Diagnosis.of(
                                                LintRule.DUPLICATE_COLUMN,
                                                "%s is there twice, and PostgreSQL refuses that"
                                                        + " (SQLState %s).",
                                                Identifier.quoted(it),
                                                THERE_TWICE)));
    }

    /**
     * The columns of a query as PostgreSQL calls them; one is empty where its name is not known
     * here, and there are none where the query takes all columns of a table.
     */
    private static List<Optional<String>> columns(PgNode query) {
        if (!query.is("SelectStmt")) {
            return List.of();
        }
        List<PgNode> targets = query.list("targetList");
        boolean all =
                targets.stream()
                        .flatMap(it -> it.node("val").stream())
                        .filter(it -> it.is("ColumnRef"))
                        .flatMap(it -> it.list("fields").stream())
                        .anyMatch(it -> it.is("A_Star"));
        return all ? List.of() : targets.stream().map(DuplicateColumns::name).toList();
    }

    private static Optional<String> name(PgNode target) {
        if (!target.text("name").isEmpty()) {
            return Optional.of(target.text("name"));
        }
        return target.node("val")
                .flatMap(
                        value ->
                                switch (value.type()) {
                                    case "ColumnRef" -> Columns.single(value).stream().findFirst();
                                    case "FuncCall" ->
                                            Optional.of(Name.of(value.list("funcname")).name());
                                    case "A_Const" -> Optional.of("?column?");
                                    default -> Optional.empty();
                                });
    }
}
