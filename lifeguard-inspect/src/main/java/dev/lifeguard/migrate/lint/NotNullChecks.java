package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** SET NOT NULL and DROP NOT NULL. */
final class NotNullChecks implements AlterTableChecks.AlterationCheck {

    private static final int HAS_NOT_VALID = 18;

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        if (it.is("AT_SetNotNull")) {
            scan(it, it.column(), out);
        } else if (it.is("AT_DropNotNull")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.DROP_NOT_NULL,
                                    "Whoever reads %s of %s may not expect a null. Release what can"
                                            + " read one first.",
                                    Identifier.quoted(it.column()),
                                    it.sql())
                            .about(it.table()));
        } else if (it.is("AT_AddConstraint")) {
            it.alteration()
                    .definition()
                    .filter(def -> Constraints.kind(def).equals(Optional.of(Kind.NOT_NULL)))
                    .filter(def -> !def.flag("skip_validation"))
                    .ifPresent(
                            def ->
                                    Constraints.columns(def)
                                            .forEach(column -> scan(it, column, out)));
        }
    }

    private static void scan(Altered it, String column, Consumer<Diagnosis> out) {
        boolean known = it.table().column(column).filter(Table.Column::notNull).isPresent();
        if (known || isProven(it, column)) {
            return;
        }
        out.accept(
                Diagnosis.of(
                                LintRule.SET_NOT_NULL_SCAN,
                                "SET NOT NULL reads all of %s to see that %s is never null, and"
                                        + " nobody reads or writes the table until that is done.",
                                it.sql(),
                                Identifier.quoted(column))
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                        .safe("%s", steps(it, column)));
    }

    /**
     * Whether a CHECK proves that a column is not null: one of that column, that an earlier
     * statement has validated, also of this transaction, and that is not dropped by the same ALTER
     * TABLE, which drops first.
     */
    static boolean isProven(Altered it, String column) {
        return it.table().constraints().values().stream()
                .filter(constraint -> constraint.proves().contains(column))
                .filter(constraint -> constraint.valid() != TableConstraint.NEVER)
                .anyMatch(
                        constraint ->
                                it.subject().alterations().stream()
                                        .noneMatch(
                                                other ->
                                                        other.is("AT_DropConstraint")
                                                                && other.name()
                                                                        .equals(
                                                                                constraint
                                                                                        .name())));
    }

    static String steps(Altered it, String column) {
        String name = it.made(column, "not_null");
        String quoted = Identifier.quoted(column);
        if (it.subject().settings().postgresVersion() >= HAS_NOT_VALID) {
            return """
            ALTER TABLE %s ADD CONSTRAINT %s NOT NULL %s NOT VALID;
            -- in the next migration:
            ALTER TABLE %s VALIDATE CONSTRAINT %s;\
            """
                    .formatted(it.sql(), name, quoted, it.sql(), name);
        }
        return """
        ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID;
        -- in the next migration:
        ALTER TABLE %s VALIDATE CONSTRAINT %s;
        -- in the one after that:
        ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;
        ALTER TABLE %s DROP CONSTRAINT %s;\
        """
                .formatted(
                        it.sql(), name, quoted, it.sql(), name, it.sql(), quoted, it.sql(), name);
    }
}
