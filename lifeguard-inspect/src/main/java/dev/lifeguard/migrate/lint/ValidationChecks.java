package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Constraints that are there and hold for all rows from here on. */
final class ValidationChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        if (it.is("AT_ValidateConstraint")) {
            validate(it, out);
        } else if (it.is("AT_AlterConstraint")) {
            it.alteration()
                    .definition()
                    .filter(def -> def.flag("alterEnforceability") && def.flag("is_enforced"))
                    .ifPresent(def -> out.accept(enforced(it, def.text("conname"))));
        }
    }

    /** PostgreSQL 18 and newer, foreign keys only. */
    private static Diagnosis enforced(Altered it, String name) {
        return Diagnosis.of(
                        LintRule.FK_VALIDATES_NOW,
                        "From here on %s is enforced, so all of %s is read to see that it holds,"
                                + " and nobody reads or writes it until that is done.",
                        Identifier.quoted(name),
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                .safe(
                        "-- drop it, add it again NOT VALID, and VALIDATE it in the next"
                                + " migration");
    }

    private static void validate(Altered it, Consumer<Diagnosis> out) {
        String name = it.alteration().name();
        if (isAddedInTransaction(it, name)) {
            TableConstraint known = it.table().constraints().get(name);
            boolean foreign = known != null && known.kind() == Kind.FOREIGN_KEY;
            out.accept(
                    Diagnosis.of(
                                    LintRule.VALIDATE_IN_SAME_TX,
                                    "The transaction still holds the lock with which it added %s"
                                            + " while VALIDATE reads all of %s.",
                                    Identifier.quoted(name),
                                    it.sql())
                            .about(it.table())
                            .lock(
                                    it.table(),
                                    foreign ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE,
                                    SCAN)
                            .safe(
                                    "-- in the next migration:%nALTER TABLE %s VALIDATE CONSTRAINT"
                                            + " %s;",
                                    it.sql(), Identifier.quoted(name)));
        }
    }

    private static boolean isAddedInTransaction(Altered it, String name) {
        Subject subject = it.subject();
        return subject.before().stream()
                        .filter(other -> other.transaction() == subject.transaction())
                        .map(Parsed::tree)
                        .anyMatch(tree -> adds(it, tree, name))
                || adds(it, subject.tree(), name);
    }

    /** Under the name that is written, or that PostgreSQL gives it. */
    private static boolean adds(Altered it, PgNode tree, String name) {
        return tree.is("AlterTableStmt")
                && tree.node("relation")
                        .filter(other -> it.subject().table(other).name().equals(it.table().name()))
                        .isPresent()
                && tree.list("cmds").stream()
                        .filter(command -> command.is("AlterTableCmd"))
                        .filter(command -> command.text("subtype").equals("AT_AddConstraint"))
                        .flatMap(command -> command.node("def").stream())
                        .flatMap(
                                constraint ->
                                        Constraints.read(
                                                it.table(), constraint, Optional.empty(), 0)
                                                .stream())
                        .anyMatch(constraint -> constraint.name().equals(name));
    }
}
