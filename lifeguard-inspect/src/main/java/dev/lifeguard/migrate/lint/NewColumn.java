package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.REWRITE;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;

/** A new column with its name and its type as SQL. */
record NewColumn(Altered it, PgNode column, String name, String type) {

    /** The column without what is said of it, and a word on that where it is several things. */
    String plain() {
        boolean more = column.list("constraints").size() > 1 || column.has("collClause");
        return "ALTER TABLE %s ADD COLUMN %s %s;%s"
                .formatted(
                        it.sql(),
                        name,
                        type,
                        more ? " -- what else is said of it comes by itself, see its rule" : "");
    }

    Optional<PgNode> constraint(String contype) {
        return Columns.constraint(column, contype);
    }

    /** The default, unless that is NULL. */
    Optional<PgNode> defaultValue() {
        return constraint("CONSTR_DEFAULT")
                .flatMap(def -> def.node("raw_expr"))
                .filter(value -> !isNull(value));
    }

    private static boolean isNull(PgNode value) {
        return value.is("TypeCast")
                ? value.node("arg").filter(NewColumn::isNull).isPresent()
                : value.is("A_Const") && value.flag("isnull");
    }

    boolean isSerial() {
        return Columns.type(column).filter(PgType::isSerial).isPresent()
                || constraint("CONSTR_IDENTITY").isPresent();
    }

    boolean isStored() {
        return constraint("CONSTR_GENERATED")
                .filter(def -> !def.text("generated_kind").equals("v"))
                .isPresent();
    }

    Diagnosis rewrite(LintRule rule, String why) {
        return Diagnosis.of(
                        rule,
                        "%s, so all of %s is written anew and its indexes built, and nobody"
                                + " reads or writes the table until that is done.",
                        why,
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, REWRITE);
    }
}
