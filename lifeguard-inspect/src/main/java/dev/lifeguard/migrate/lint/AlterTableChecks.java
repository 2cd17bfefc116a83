package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Subject.Alteration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ALTER TABLE, command by command: each has a diagnosis of its own. */
final class AlterTableChecks implements Check {

    private static final List<AlterationCheck> CHECKS =
            List.of(
                    new ConstraintChecks(),
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
