package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.lint.Subject.Alteration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ALTER TABLE, command by command: each has a diagnosis of its own. */
final class AlterTableChecks implements Check {

    private static final List<AlterationCheck> CHECKS =
            List.of(
                    AlterTableChecks::cascade,
                    new ConstraintChecks(),
                    new ValidationChecks(),
                    new NotNullChecks(),
                    new NewColumnChecks(),
                    new ColumnChecks(),
                    new TypeChangeChecks(),
                    new RequiredFromNow(),
                    new PartitionChecks(),
                    new StorageChecks());

    /** Looks at one command. */
    interface AlterationCheck {

        void look(Altered altered, Consumer<Diagnosis> out);
    }

    /**
     * A command, and the table that it is about.
     *
     * @param sql the table's name as it is written
     */
    record Altered(Subject subject, Table table, String sql, Alteration alteration) {

        boolean is(String subtype) {
            return alteration.is(subtype);
        }

        String column() {
            return alteration.name();
        }

        /** A name for something of this table. */
        String made(String... parts) {
            return Identifier.made(table.name().name() + "_" + String.join("_", parts));
        }
    }

    private static void cascade(Altered it, Consumer<Diagnosis> out) {
        boolean drops = it.is("AT_DropColumn") || it.is("AT_DropConstraint");
        if (drops && it.alteration().command().text("behavior").equals("DROP_CASCADE")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.CASCADE,
                                    "CASCADE drops whatever depends on %s of %s as well: views,"
                                            + " foreign keys of other tables. What that is the"
                                            + " statement does not say.",
                                    Identifier.quoted(it.alteration().name()),
                                    it.sql())
                            .about(it.table())
                            .lock(it.table(), LockMode.ACCESS_EXCLUSIVE, Work.BRIEF)
                            .safe(
                                    "-- drop by name what depends on it, and then this without"
                                            + " CASCADE"));
        }
    }

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        Optional<Table> table = subject.table("relation");
        if (table.isEmpty() || !subject.tree().is("AlterTableStmt")) {
            return;
        }
        if (!subject.tree().text("objtype").equals("OBJECT_TABLE")) {
            return;
        }
        String sql = Name.of(subject.tree().node("relation").orElseThrow()).sql();
        for (Alteration alteration : subject.alterations()) {
            Altered altered = new Altered(subject, table.get(), sql, alteration);
            for (AlterationCheck check : CHECKS) {
                check.look(altered, it -> out.accept(it.ofPart(alteration.number())));
            }
        }
    }
}
