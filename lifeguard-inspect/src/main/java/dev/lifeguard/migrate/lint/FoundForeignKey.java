package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Subject.Alteration;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key that a statement makes.
 *
 * @param written the table's name as it is in the statement
 */
record FoundForeignKey(Table table, Name written, List<String> columns, PgNode constraint) {

    static List<FoundForeignKey> in(Subject subject) {
        List<FoundForeignKey> found = new ArrayList<>();
        if (subject.tree().is("CreateStmt")) {
            PgNode relation = subject.tree().node("relation").orElseThrow();
            Table table = subject.table(relation);
            for (PgNode element : subject.tree().list("tableElts")) {
                add(table, Name.of(relation), element, found);
            }
        }
        for (Alteration it : subject.alterations()) {
            Optional<PgNode> relation = subject.tree().node("relation");
            if (relation.isPresent() && (it.is("AT_AddColumn") || it.is("AT_AddConstraint"))) {
                Table table = subject.table(relation.get());
                it.definition().ifPresent(def -> add(table, Name.of(relation.get()), def, found));
            }
        }
        return found;
    }

    private static void add(
            Table table, Name written, PgNode element, List<FoundForeignKey> found) {
        if (element.is("ColumnDef")) {
            Columns.constraint(element, "CONSTR_FOREIGN")
                    .ifPresent(
                            it ->
                                    found.add(
                                            new FoundForeignKey(
                                                    table,
                                                    written,
                                                    List.of(element.text("colname")),
                                                    it)));
        }
        if (element.is("Constraint") && element.text("contype").equals("CONSTR_FOREIGN")) {
            found.add(new FoundForeignKey(table, written, Constraints.columns(element), element));
        }
    }
}
