package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** RENAME and SET SCHEMA. */
final class RenameChecks implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        if (tree.is("RenameStmt")) {
            switch (tree.text("renameType")) {
                case "OBJECT_COLUMN" -> column(subject, out);
                case "OBJECT_TABLE" -> table(subject, out);
                case "OBJECT_SCHEMA" ->
                        out.accept(
                                Diagnosis.of(
                                        LintRule.RENAME_SCHEMA,
                                        "What runs now looks in %s, and fails from here on.",
                                        Identifier.quoted(tree.text("subname"))));
                case "OBJECT_VIEW",
                        "OBJECT_MATVIEW",
                        "OBJECT_FUNCTION",
                        "OBJECT_PROCEDURE",
                        "OBJECT_TYPE",
                        "OBJECT_SEQUENCE" ->
                        other(subject, "RENAME", out);
                default -> {}
            }
        } else if (tree.is("AlterObjectSchemaStmt")) {
            other(subject, "SET SCHEMA", out);
        }
    }

    private static void column(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        Optional<Table> table = subject.table("relation");
        if (table.isEmpty() || !tree.text("relationType").equals("OBJECT_TABLE")) {
            return;
        }
        String sql = Name.of(tree.node("relation").orElseThrow()).sql();
        String now = Identifier.quoted(tree.text("newname"));
        String type =
                table.get().column(tree.text("subname")).map(it -> it.type().sql()).orElse("…");
        out.accept(
                Diagnosis.of(
                                LintRule.RENAME_COLUMN,
                                "What runs now calls the column %s, and fails from here on.",
                                Identifier.quoted(tree.text("subname")))
                        .about(table.get())
                        .lock(table.get(), ACCESS_EXCLUSIVE, BRIEF)
                        .safe(
                                "ALTER TABLE %s ADD COLUMN %s %s;%n-- then a trigger that keeps"
                                    + " both the same, the old rows in batches, a release that uses"
                                    + " %s, and at last DROP COLUMN %s",
                                sql, now, type, now, Identifier.quoted(tree.text("subname"))));
    }

    private static void table(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        PgNode relation = tree.node("relation").orElseThrow();
        Table table = subject.table(relation);
        Name name = Name.of(relation);
        boolean stays =
                subject.after().stream()
                        .filter(it -> it.transaction() == subject.transaction())
                        .filter(it -> it.is("ViewStmt"))
                        .flatMap(it -> it.tree().node("view").stream())
                        .anyMatch(it -> it.text("relname").equals(name.name()));
        if (stays) {
            return;
        }
        out.accept(
                Diagnosis.of(
                                LintRule.RENAME_TABLE,
                                "What runs now calls the table %s, and fails from here on.",
                                name.sql())
                        .about(table)
                        .lock(table, ACCESS_EXCLUSIVE, BRIEF)
                        .safe(
                                "%s;%nCREATE VIEW %s AS SELECT * FROM %s; -- in the same"
                                        + " transaction; drop it a release later",
                                subject.text(),
                                name.sql(),
                                name.beside(tree.text("newname")).sql()));
    }

    private static void other(Subject subject, String what, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        String field = tree.is("RenameStmt") ? "renameType" : "objectType";
        Optional<Table> table = subject.table("relation");
        if (table.filter(Table::isUnused).isPresent()) {
            return;
        }
        out.accept(
                Diagnosis.of(
                                LintRule.OLD_CODE_INCOMPATIBLE,
                                "%s: what runs now looks for the %s under its old name, and fails"
                                        + " from here on.",
                                what,
                                tree.text(field)
                                        .substring("OBJECT_".length())
                                        .toLowerCase(Locale.ROOT))
                        .safe(
                                "-- make it under the new name as well, and drop the old one a"
                                        + " release later"));
    }
}
