package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.BUILD;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ADD and DROP CONSTRAINT. */
final class ConstraintChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        if (it.is("AT_AddConstraint")) {
            it.alteration().definition().ifPresent(constraint -> add(it, constraint, out));
        } else if (it.is("AT_DropConstraint")) {
            drop(it, out);
        }
    }

    private static void add(Altered it, PgNode constraint, Consumer<Diagnosis> out) {
        boolean validates = !constraint.flag("skip_validation");
        int at = constraint.position().orElse(-1);
        Consumer<Diagnosis> placed = diagnosis -> out.accept(diagnosis.at(at));
        switch (Constraints.kind(constraint).orElse(Kind.NOT_NULL)) {
            case FOREIGN_KEY -> {
                if (validates) {
                    foreignKey(it, constraint, placed);
                }
                ForeignKeyTypes.look(it.subject(), it.table(), constraint, placed);
            }
            case CHECK -> {
                if (validates && constraint.flag("is_enforced")) {
                    placed.accept(check(it, constraint));
                }
            }
            case UNIQUE, PRIMARY_KEY -> {
                if (constraint.has("indexname")) {
                    usingIndex(it, constraint, placed);
                } else {
                    placed.accept(builds(it, constraint));
                }
            }
            case EXCLUSION -> placed.accept(exclusion(it));
            case NOT_NULL -> {}
        }
    }

    private static void foreignKey(Altered it, PgNode constraint, Consumer<Diagnosis> out) {
        PgNode parentName = constraint.node("pktable").orElseThrow();
        Table parent = it.subject().table(parentName);
        boolean copied = it.table().isFilled();
        out.accept(
                Diagnosis.of(
                                LintRule.FK_VALIDATES_NOW,
                                "ADD FOREIGN KEY reads all of %s, and until it has done so whoever"
                                        + " writes to %s or to %s waits.",
                                it.sql(),
                                it.sql(),
                                Name.of(parentName).sql())
                        .about(copied ? parent : it.table())
                        .atMost(copied ? LintLevel.WARNING : LintLevel.ERROR)
                        .lock(it.table(), SHARE_ROW_EXCLUSIVE, SCAN)
                        .lock(parent, SHARE_ROW_EXCLUSIVE, SCAN)
                        .safe(
                                "%s",
                                it.table().isPartitioned()
                                        ? ofEachPartition(it, constraint)
                                        : twoSteps(it, constraint, "fkey")));
    }

    /** NOT VALID is refused on a partitioned table before PostgreSQL 18. */
    private static String ofEachPartition(Altered it, PgNode constraint) {
        String written = it.subject().part(constraint);
        List<Name> parts =
                it.table().partitions().isEmpty()
                        ? List.of(it.table().name().beside("each_partition"))
                        : it.table().partitions();
        StringBuilder steps = new StringBuilder();
        for (Name part : parts) {
            String name =
                    Identifier.made(
                            part.name(), String.join("_", Constraints.columns(constraint)), "fkey");
            String key = written.replaceFirst("(?is)^CONSTRAINT\\s+(\"[^\"]+\"|\\S+)\\s+", "");
            steps.append(
                    "ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID;\n-- in the next migration:\nALTER TABLE %s VALIDATE CONSTRAINT %s;\n"
                            .formatted(part.sql(), name, key, part.sql(), name));
        }
        return steps.append("-- at last, which takes over those and reads nothing:\n")
                .append(it.subject().text())
                .append(';')
                .toString();
    }

    private static Diagnosis check(Altered it, PgNode constraint) {
        return Diagnosis.of(
                        LintRule.CHECK_VALIDATES_NOW,
                        "ADD CHECK reads all of %s, and nobody reads or writes it until that is"
                                + " done.",
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                .safe("%s", twoSteps(it, constraint, "check"));
    }

    /** NOT VALID first, and then VALIDATE. */
    private static String twoSteps(Altered it, PgNode constraint, String ending) {
        String written = it.subject().part(constraint);
        String name =
                constraint.has("conname")
                        ? Identifier.quoted(constraint.text("conname"))
                        : it.made(
                                constraint.has("fk_attrs")
                                        ? String.join("_", Constraints.columns(constraint))
                                                + "_"
                                                + ending
                                        : ending);
        String named =
                constraint.has("conname") ? written : "CONSTRAINT %s %s".formatted(name, written);
        return "ALTER TABLE %s ADD %s NOT VALID;\n-- in the next migration:\nALTER TABLE %s VALIDATE CONSTRAINT %s;"
                .formatted(it.sql(), named, it.sql(), name);
    }

    private static Diagnosis builds(Altered it, PgNode constraint) {
        boolean primary = constraint.text("contype").equals("CONSTR_PRIMARY");
        String columns = Identifier.list(Constraints.columns(constraint));
        String name =
                constraint.has("conname")
                        ? Identifier.quoted(constraint.text("conname"))
                        : it.made(
                                primary
                                        ? "pkey"
                                        : String.join("_", Constraints.columns(constraint))
                                                + "_key");
        Diagnosis diagnosis =
                Diagnosis.of(
                                primary ? LintRule.PK_BUILDS_INDEX : LintRule.UNIQUE_BUILDS_INDEX,
                                "ADD %s builds an index of all of %s, and nobody reads or writes"
                                        + " the table until that is done.",
                                primary ? "PRIMARY KEY" : "UNIQUE",
                                it.sql())
                        .about(it.table())
                        .lock(it.table(), ACCESS_EXCLUSIVE, BUILD);
        if (it.table().isPartitioned()) {
            return diagnosis.safe(
                    "%s%n-- a unique index, since a partitioned table takes no constraint USING"
                            + " INDEX",
                    IndexChecks.onPartitions(
                            it.table(),
                            new IndexChecks.Wanted("UNIQUE ", name, it.sql(), columns)));
        }
        if (hasMore(constraint)) {
            return diagnosis.safe(
                    "-- first CREATE UNIQUE INDEX CONCURRENTLY with the columns and what else this"
                            + " says of the index, in a migration without a transaction; in the"
                            + " next one ADD CONSTRAINT … USING INDEX, and DEFERRABLE behind that"
                            + " where it is said here");
        }
        return diagnosis.safe(
                "%sCREATE UNIQUE INDEX CONCURRENTLY %s ON %s (%s);%n-- in the next"
                        + " migration:%n%sALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s;",
                IndexChecks.ALONE,
                name,
                it.sql(),
                columns,
                primary
                        ? "-- (%s) must be NOT NULL already, see set-not-null-scan\n"
                                .formatted(columns)
                        : "",
                it.sql(),
                name,
                primary ? "PRIMARY KEY" : "UNIQUE",
                name);
    }

    /** Whether a key says more than its columns, as what it includes or when it is checked. */
    private static boolean hasMore(PgNode constraint) {
        return constraint.flag("deferrable")
                || constraint.flag("initdeferred")
                || constraint.flag("nulls_not_distinct")
                || constraint.flag("without_overlaps")
                || !constraint.list("including").isEmpty()
                || !constraint.list("options").isEmpty()
                || constraint.has("indexspace");
    }

    private static void usingIndex(Altered it, PgNode constraint, Consumer<Diagnosis> out) {
        Name index = it.table().name().beside(constraint.text("indexname"));
        List<String> nullable =
                it.subject().model().index(index).map(Index::columns).orElse(List.of()).stream()
                        .filter(
                                column ->
                                        it.table()
                                                .column(column)
                                                .filter(known -> !known.notNull())
                                                .isPresent())
                        .filter(column -> !NotNullChecks.isProven(it, column))
                        .toList();
        if (constraint.text("contype").equals("CONSTR_PRIMARY") && !nullable.isEmpty()) {
            String first = nullable.getFirst();
            out.accept(
                    Diagnosis.of(
                                    LintRule.PK_USING_NULLABLE_INDEX,
                                    "%s may be null, so PRIMARY KEY reads all of %s to see that it"
                                        + " is not, and nobody reads or writes the table until that"
                                        + " is done.",
                                    Identifier.list(nullable),
                                    it.sql())
                            .about(it.table())
                            .lock(it.table(), ACCESS_EXCLUSIVE, SCAN)
                            .safe("%s", NotNullChecks.steps(it, first)));
        }
    }

    private static Diagnosis exclusion(Altered it) {
        return Diagnosis.of(
                        LintRule.EXCLUSION,
                        "ADD EXCLUDE builds an index of all of %s, and nobody reads or writes the"
                            + " table until that is done. PostgreSQL has no other way to add one.",
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, BUILD)
                .safe("-- Put it into CREATE TABLE, or run it when nobody needs %s.", it.sql());
    }

    private static void drop(Altered it, Consumer<Diagnosis> out) {
        TableConstraint known = it.table().constraints().get(it.alteration().name());
        Subject subject = it.subject();
        long together =
                subject.migration().stream()
                        .filter(other -> other.transaction() == subject.transaction())
                        .count();
        boolean alone = subject.alterations().size() == 1 && together == 1;
        if (known != null && known.kind() == Kind.FOREIGN_KEY && !alone) {
            out.accept(
                    dropsKey(it, known, "DROP CONSTRAINT")
                            .atMost(LintLevel.WARNING)
                            .safe(
                                    "-- a migration of its own:%nALTER TABLE %s DROP CONSTRAINT"
                                            + " %s;",
                                    it.sql(), Identifier.quoted(known.name())));
        }
    }

    /** What takes a foreign key away or changes it. */
    static Diagnosis dropsKey(Altered it, TableConstraint key, String what) {
        Name parent = Optional.ofNullable(key.refers()).orElse(new Name("", ""));
        return Diagnosis.of(
                        LintRule.DROP_FK_LOCKS_BOTH,
                        "%s locks %s against reads and writes, too, since the foreign key %s refers"
                                + " to it.",
                        what,
                        parent.sql(),
                        Identifier.quoted(key.name()))
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, BRIEF)
                .lock(parent.sql(), ACCESS_EXCLUSIVE, BRIEF)
                .safe(
                        "-- a migration of its own, before this one:%nALTER TABLE %s DROP"
                                + " CONSTRAINT %s;",
                        it.sql(), Identifier.quoted(key.name()));
    }
}
