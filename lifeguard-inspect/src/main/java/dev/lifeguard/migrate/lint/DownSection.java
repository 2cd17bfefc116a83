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
