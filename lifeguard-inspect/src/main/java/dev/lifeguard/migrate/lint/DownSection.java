package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.source.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The way down of a migration, held against its way up. */
final class DownSection {

    private static final Set<String> OPAQUE = Set.of("DoStmt", "CallStmt", "ExecuteStmt");

    private final List<Parsed> up;
    private final List<Parsed> down;

    DownSection(List<Parsed> up, List<Parsed> down) {
        this.up = up;
        this.down = down;
    }

    void look(MigrationFindings findings) {
        boolean seesAll =
                down.stream()
                        .map(it -> it.tree().type())
                        .noneMatch(it -> OPAQUE.contains(it) || it.equals("RenameStmt"));
        if (!down.isEmpty() && seesAll) {
            missing(findings);
        }
        losses(findings);
    }

    private void missing(MigrationFindings findings) {
        Set<MadeObject> dropped = new HashSet<>();
        down.forEach(it -> dropped.addAll(MadeObject.droppedBy(it.tree())));
        up.forEach(it -> dropped.addAll(MadeObject.droppedBy(it.tree())));
        for (Parsed it : up) {
            MadeObject.madeBy(it.tree()).stream()
                    .filter(made -> dropped.stream().noneMatch(made::goesWith))
                    .filter(made -> !goesWithAColumn(it, made, dropped))
                    .filter(made -> !goesWithItsTable(made, dropped))
                    .forEach(
                            made ->
                                    findings.add(
                                            it,
                                            Diagnosis.of(
                                                            LintRule.DOWN_MISSING_OBJECT,
                                                            "The down section does not drop the %s"
                                                                    + " %s, so %s.",
                                                            made.kind(),
                                                            made.name(),
                                                            looksFirst(it.tree())
                                                                    ? "it stays, and the next up"
                                                                            + " takes it as it is"
                                                                    : "a second up fails")
                                                    .safe("%s;", made.drop())));
        }
    }

    /** Whether an index is over a column that is dropped, or a trigger's function is. */
    private static boolean goesWithAColumn(Parsed it, MadeObject made, Set<MadeObject> dropped) {
        if (!it.is("IndexStmt")) {
            return false;
        }
        Set<String> columns = new HashSet<>(Columns.in(it.tree()));
        it.tree()
                .visit(
                        node -> {
                            if (node.is("IndexElem") && !node.text("name").isEmpty()) {
                                columns.add(node.text("name"));
                            }
                        });
        return dropped.stream()
                .filter(other -> other.kind().equals("column"))
                .filter(other -> other.owner().equals(made.owner()))
                .anyMatch(
                        other ->
                                columns.contains(
                                        other.name().substring(made.owner().length() + 1)));
    }

    /** Whether a sequence is owned by a column of a table that is dropped. */
    private boolean goesWithItsTable(MadeObject made, Set<MadeObject> dropped) {
        return made.kind().equals("sequence")
                && up.stream()
                        .map(Parsed::tree)
                        .filter(it -> it.is("AlterSeqStmt"))
                        .filter(
                                it ->
                                        it.node("sequence")
                                                .filter(s -> s.text("relname").equals(made.name()))
                                                .isPresent())
                        .flatMap(it -> it.list("options").stream())
                        .filter(it -> it.text("defname").equals("owned_by"))
                        .flatMap(it -> it.node("arg").stream())
                        .filter(it -> it.is("List"))
                        .map(it -> Constraints.strings(it.list("items")))
                        .filter(it -> it.size() > 1)
                        .map(it -> it.get(it.size() - 2))
                        .anyMatch(
                                table ->
                                        dropped.stream()
                                                .anyMatch(
                                                        other ->
                                                                other.kind().equals("table")
                                                                        && other.name()
                                                                                .equals(table)));
    }

    private static boolean looksFirst(PgNode tree) {
        return Repeatable.says(tree, "if_not_exists")
                || (tree.is("AlterTableStmt")
                        && tree.list("cmds").stream()
                                .allMatch(it -> Repeatable.says(it, "missing_ok")));
    }

    private void losses(MigrationFindings findings) {
        Set<MadeObject> made = new HashSet<>();
        up.forEach(it -> made.addAll(MadeObject.madeBy(it.tree())));
        boolean renames = up.stream().anyMatch(it -> it.is("RenameStmt"));
        Predicate<MadeObject> isLoss =
                it -> it.holdsRows() && made.stream().noneMatch(it::goesWith);
        for (Parsed it : down) {
            MadeObject.droppedBy(it.tree()).stream()
                    .filter(dropped -> !renames && isLoss.test(dropped))
                    .forEach(
                            lost ->
                                    findings.add(
                                            it,
                                            Diagnosis.of(
                                                    LintRule.DOWN_LOSES_DATA,
                                                    "The up section does not make the %s %s, so"
                                                            + " this drops values that were there"
                                                            + " before it.",
                                                    lost.kind(),
                                                    lost.name()),
                                            Direction.DOWN));
        }
    }
}
