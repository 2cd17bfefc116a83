package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.REWRITE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ALTER COLUMN … TYPE. */
final class TypeChangeChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        Optional<PgNode> definition =
                it.alteration().definition().filter(def -> it.is("AT_AlterColumnType"));
        Optional<PgType> type = definition.flatMap(Columns::type);
        if (definition.isEmpty() || type.isEmpty()) {
            return;
        }
        Change change =
                new Change(
                        it,
                        type.get(),
                        it.table().column(it.column()).map(Table.Column::type),
                        Identifier.quoted(it.column()));
        if (!change.old().equals(type)) {
            ColumnStyle.types(type.get(), change.column(), out);
        }
        boolean converts =
                definition
                        .get()
                        .node("raw_default")
                        .filter(using -> converts(it, using))
                        .isPresent();
        if (converts) {
            out.accept(rewrite(change, "USING computes each value"));
        } else if (change.old().isEmpty()) {
            unknown(change, out);
        } else {
            known(change, change.old().get(), out);
        }
    }

    private record Change(Altered it, PgType type, Optional<PgType> old, String column) {

        /** Whether it says in which order its values are. */
        boolean collates() {
            return it.alteration().definition().filter(def -> def.has("collClause")).isPresent();
        }
    }

    /** Whether USING is more than the column, or the column as the new type. */
    private static boolean converts(Altered it, PgNode using) {
        PgNode value = using.is("TypeCast") ? using.node("arg").orElse(using) : using;
        return !Columns.single(value).equals(List.of(it.column()));
    }

    private static void unknown(Change change, Consumer<Diagnosis> out) {
        boolean time = change.type().name().name().startsWith("timestamp");
        if (time && change.it().subject().session().hasOtherTimeZone()) {
            out.accept(timeZone(change));
        } else if (change.type().mayBeFree()) {
            out.accept(
                    rewrite(
                                    change,
                                    "What type %s has now is not known here, and most changes to %s convert each value"
                                            .formatted(change.column(), change.type().sql()))
                            .atMost(LintLevel.WARNING));
        } else {
            out.accept(
                    rewrite(
                            change,
                            "A change to %s converts each value".formatted(change.type().sql())));
        }
    }

    private static void known(Change change, PgType old, Consumer<Diagnosis> out) {
        Altered it = change.it();
        if (!change.type().isFreeFrom(old)) {
            out.accept(
                    rewrite(
                            change,
                            "A change from %s to %s converts or checks each value"
                                    .formatted(old.sql(), change.type().sql())));
            return;
        }
        if (change.type().sortsOtherwiseThan(old)) {
            indexed(change).ifPresent(out);
        } else if (change.collates()) {
            // It may be the one that the column has.
            indexed(change).map(index -> index.atMost(LintLevel.WARNING)).ifPresent(out);
        }
        if (change.type().needsUtcFrom(old) && it.subject().session().hasOtherTimeZone()) {
            out.accept(timeZone(change));
        }
        if (!change.type().equals(old)) {
            checked(change).ifPresent(out);
            it.table().foreignKeys(Optional.of(it.column())).stream()
                    .findFirst()
                    .ifPresent(
                            key ->
                                    out.accept(
                                            ConstraintChecks.dropsKey(
                                                            it, key, "A change of its type")
                                                    .atMost(LintLevel.WARNING)));
        }
    }

    private static Diagnosis rewrite(Change change, String why) {
        Altered it = change.it();
        String fresh = Identifier.made(it.column(), "new");
        Diagnosis diagnosis =
                Diagnosis.of(
                                LintRule.TYPE_CHANGE_REWRITES,
                                "%s, so all of %s is written anew and its indexes built, and nobody"
                                        + " reads or writes the table until that is done.",
                                why,
                                it.sql())
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, REWRITE)
                        .safe(
                                "ALTER TABLE %s ADD COLUMN %s %s;%n-- then a trigger that fills it,"
                                    + " and the old rows in batches; at last, in one"
                                    + " migration:%nALTER TABLE %s RENAME COLUMN %s TO %s;%nALTER"
                                    + " TABLE %s RENAME COLUMN %s TO %s;",
                                it.sql(),
                                fresh,
                                change.type().sql(),
                                it.sql(),
                                change.column(),
                                Identifier.made(it.column(), "old"),
                                it.sql(),
                                fresh,
                                change.column());
        for (TableConstraint key : it.table().foreignKeys(Optional.of(it.column()))) {
            Name parent = key.refers();
            if (parent != null) {
                diagnosis = diagnosis.lock(parent.sql(), ACCESS_EXCLUSIVE, SCAN);
            }
        }
        return diagnosis;
    }

    /** Rows that stay as they are, and an index whose order is another one. */
    private static Optional<Diagnosis> indexed(Change change) {
        Altered it = change.it();
        boolean key =
                it.table().constraints().values().stream()
                        .filter(
                                other ->
                                        other.kind() == Kind.PRIMARY_KEY
                                                || other.kind() == Kind.UNIQUE)
                        .anyMatch(other -> other.columns().contains(it.column()));
        boolean index =
                it.subject().model().indexesOf(it.table()).stream()
                        .anyMatch(other -> other.columns().contains(it.column()));
        if (!key && !index) {
            return Optional.empty();
        }
        return Optional.of(
                Diagnosis.of(
                                LintRule.TYPE_CHANGE_REWRITES,
                                "The values of %s stay as they are, but its indexes are built anew,"
                                        + " and nobody reads or writes %s until that is done.",
                                change.column(),
                                it.sql())
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, Work.BUILD)
                        .safe(
                                "-- first, in a migration without a transaction, an index of the"
                                    + " column as the new type by CREATE INDEX CONCURRENTLY, and"
                                    + " DROP INDEX CONCURRENTLY of the old one"));
    }

    private static Diagnosis timeZone(Change change) {
        Altered it = change.it();
        return Diagnosis.of(
                        LintRule.TYPE_CHANGE_DEPENDS_ON_TIMEZONE,
                        "In the time zone that this script sets, all of %s is written anew, and"
                            + " nobody reads or writes the table until that is done. In UTC, which"
                            + " is set otherwise, nothing is written.",
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, REWRITE)
                .safe(
                        "-- where the values are in UTC:%nSET LOCAL timezone = 'UTC';%n%s;",
                        it.subject().text());
    }

    private static Optional<Diagnosis> checked(Change change) {
        Altered it = change.it();
        return it.table().constraints().values().stream()
                .filter(constraint -> constraint.kind() == Kind.CHECK)
                .filter(constraint -> constraint.columns().contains(it.column()))
                .findFirst()
                .map(
                        constraint ->
                                Diagnosis.of(
                                                LintRule.TYPE_CHANGE_WITH_CHECK,
                                                "The values of %s stay as they are, but its CHECK"
                                                    + " %s reads all of %s again, and nobody reads"
                                                    + " or writes the table until that is done.",
                                                change.column(),
                                                Identifier.quoted(constraint.name()),
                                                it.sql())
                                        .about(it.table())
                                        .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                                        .safe(
                                                "ALTER TABLE %s DROP CONSTRAINT %s;%n%s;%n-- add it"
                                                    + " again NOT VALID here, and VALIDATE it in"
                                                    + " the next migration",
                                                it.sql(),
                                                Identifier.quoted(constraint.name()),
                                                it.subject().text()));
    }
}
