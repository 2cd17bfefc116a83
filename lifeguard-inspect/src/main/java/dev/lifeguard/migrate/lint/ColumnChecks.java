package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import java.util.Optional;
import java.util.function.Consumer;

/** DROP COLUMN. */
final class ColumnChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        if (!it.is("AT_DropColumn")) {
            return;
        }
        it.table().foreignKeys(Optional.of(it.column())).stream()
                .findFirst()
                .ifPresent(key -> out.accept(ConstraintChecks.dropsKey(it, key, "DROP COLUMN")));
        String column = Identifier.quoted(it.column());
        out.accept(
                Diagnosis.of(
                                LintRule.DROP_COLUMN,
                                "%s of %s is gone with all its values, and what still reads or"
                                        + " writes it fails.",
                                column,
                                it.sql())
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, BRIEF)
                        .safe(
                                "-- first a release that does not use %s; then, with the"
                                    + " reason:%n-- lifeguard:allow drop-column no release uses it"
                                    + " any more%nALTER TABLE %s DROP COLUMN %s;",
                                column, it.sql(), column));
    }
}
