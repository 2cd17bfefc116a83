package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
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
        if (isColumnTakenAgain(subject, table.get(), tree.text("subname"))
                || isHalfOfAnExchange(subject, table.get(), tree)) {
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
        if (isTakenAgain(subject, name) || takesAName(subject, name, tree)) {
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

    /** Whether a view or another table has the old name when the transaction ends. */
    private static boolean isTakenAgain(Subject subject, Name name) {
        Name old = subject.model().full(name);
        return subject.after().stream()
                .filter(it -> it.transaction() == subject.transaction())
                .map(Parsed::tree)
                .flatMap(it -> nowNamed(it).stream())
                .anyMatch(it -> subject.model().full(it).equals(old));
    }

    /** Whether it gives a table the name that another one had before the transaction. */
    private static boolean takesAName(Subject subject, Name name, PgNode rename) {
        Name now = subject.model().full(name.beside(rename.text("newname")));
        return subject.before().stream()
                .filter(it -> it.transaction() == subject.transaction())
                .filter(it -> it.is("RenameStmt"))
                .filter(it -> it.tree().text("renameType").equals("OBJECT_TABLE"))
                .flatMap(it -> it.tree().node("relation").stream())
                .anyMatch(it -> subject.model().full(Name.of(it)).equals(now));
    }

    private static Optional<Name> nowNamed(PgNode tree) {
        if (tree.is("ViewStmt")) {
            return tree.node("view").map(Name::of);
        }
        if (tree.is("RenameStmt")
                && List.of("OBJECT_TABLE", "OBJECT_VIEW").contains(tree.text("renameType"))) {
            return tree.node("relation").map(it -> Name.of(it).beside(tree.text("newname")));
        }
        return Optional.empty();
    }

    /**
     * Whether another column of the table, that stood beside it, has the old name when the
     * transaction ends.
     */
    private static boolean isColumnTakenAgain(Subject subject, Table table, String column) {
        return subject.after().stream()
                .filter(it -> it.transaction() == subject.transaction())
                .map(Parsed::tree)
                .filter(it -> it.is("RenameStmt"))
                .filter(it -> it.text("renameType").equals("OBJECT_COLUMN"))
                .filter(it -> it.text("newname").equals(column))
                .filter(it -> stoodBeside(it.text("subname"), column))
                .flatMap(it -> it.node("relation").stream())
                .anyMatch(it -> subject.table(it).name().equals(table.name()));
    }

    /**
     * Whether it gives a column the name that another one of the table had before the transaction,
     * as the second half of an exchange does: whoever uses the name finds a column, and nobody used
     * the one that stood beside it.
     */
    private static boolean isHalfOfAnExchange(Subject subject, Table table, PgNode rename) {
        if (!stoodBeside(rename.text("subname"), rename.text("newname"))) {
            return false;
        }
        return subject.before().stream()
                .filter(it -> it.transaction() == subject.transaction())
                .map(Parsed::tree)
                .filter(it -> it.is("RenameStmt"))
                .filter(it -> it.text("renameType").equals("OBJECT_COLUMN"))
                .filter(it -> it.text("subname").equals(rename.text("newname")))
                .flatMap(it -> it.node("relation").stream())
                .anyMatch(it -> subject.table(it).name().equals(table.name()));
    }

    /** Whether a name is one that was made for the exchange, as {@code id_new} for {@code id}. */
    private static boolean stoodBeside(String name, String column) {
        return name.contains(column);
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
