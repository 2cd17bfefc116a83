package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Enums and domains. */
final class TypeChecks implements Check {

    private static final Set<String> USES =
            Set.of(
                    "InsertStmt",
                    "UpdateStmt",
                    "DeleteStmt",
                    "SelectStmt",
                    "AlterTableStmt",
                    "CreateStmt",
                    "IndexStmt",
                    "ViewStmt",
                    "CreateTableAsStmt",
                    "CreatePolicyStmt",
                    "CreateTrigStmt",
                    "RuleStmt",
                    "MergeStmt");

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        switch (tree.type()) {
            case "CreateEnumStmt" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.ENUM_CREATE,
                                            "Values can be added to %s, and never taken out again.",
                                            Name.of(tree.list("typeName")).sql())
                                    .safe(
                                            "CREATE TABLE %s (value text PRIMARY KEY);",
                                            Name.of(tree.list("typeName")).sql()));
            case "AlterEnumStmt" -> alterEnum(tree, out);
            case "AlterDomainStmt" -> domain(subject, out);
            default -> {
                if (USES.contains(tree.type())) {
                    newValue(subject, out);
                }
            }
        }
    }

    private static void alterEnum(PgNode tree, Consumer<Diagnosis> out) {
        String type = Name.of(tree.list("typeName")).sql();
        String value = tree.text("newVal").replace("'", "''");
        if (tree.has("oldVal")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.ENUM_RENAME_VALUE,
                                    "What runs now writes '%s', and fails from here on.",
                                    tree.text("oldVal"))
                            .safe(
                                    "ALTER TYPE %s ADD VALUE '%s' AFTER '%s';%n-- then the rows in"
                                            + " batches",
                                    type, value, tree.text("oldVal").replace("'", "''")));
        } else if (!tree.has("newValNeighbor")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.ENUM_ORDER,
                                    "'%s' stands behind all other values of %s in ORDER BY and in"
                                            + " comparisons.",
                                    tree.text("newVal"),
                                    type)
                            .safe("ALTER TYPE %s ADD VALUE '%s' AFTER '…';", type, value));
        }
    }

    private static void domain(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        String domain = Name.of(tree.list("typeName")).sql();
        boolean adds = tree.text("subtype").equals("C");
        boolean validates =
                adds && tree.node("def").filter(it -> !it.flag("skip_validation")).isPresent();
        if (!validates && !tree.text("subtype").equals("O")) {
            return;
        }
        List<Table> users = subject.model().tablesOf(Name.of(tree.list("typeName")));
        boolean allKnown = subject.model().schema().knowledge() != Knowledge.OFFLINE;
        Diagnosis diagnosis =
                Diagnosis.of(
                        LintRule.CONSTRAINED_DOMAIN,
                        "Each table with a column of %s is read as a whole, and nobody writes to"
                                + " any of them until that is done.",
                        domain);
        for (Table table : users) {
            diagnosis = diagnosis.lock(table, SHARE, SCAN);
        }
        boolean unused = (allKnown || !users.isEmpty()) && users.stream().allMatch(Table::isUnused);
        if (!unused) {
            if (allKnown) {
                diagnosis = diagnosis.about(largest(users));
            }
            out.accept(
                    diagnosis.safe(
                            adds
                                    ? subject.text()
                                            + " NOT VALID;\n-- in the next migration:\nALTER DOMAIN %s VALIDATE CONSTRAINT …;"
                                                    .formatted(domain)
                                    : "-- ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) NOT VALID, and"
                                            + " VALIDATE in the next migration"));
        }
    }

    private static Table largest(List<Table> tables) {
        return Collections.max(
                tables, Comparator.comparingLong(it -> it.bytes().orElse(Long.MAX_VALUE)));
    }

    private static void newValue(Subject subject, Consumer<Diagnosis> out) {
        subject.tree()
                .visit(
                        node -> {
                            if (node.is("A_Const") && node.has("val")) {
                                node.node("val")
                                        .filter(it -> it.is("String"))
                                        .map(it -> it.text("sval"))
                                        .ifPresent(it -> newValue(it, node, subject, out));
                            }
                        });
    }

    private static void newValue(
            String value, PgNode node, Subject subject, Consumer<Diagnosis> out) {
        subject.model()
                .addedTo(subject.transaction(), value)
                .flatMap(type -> certainty(type, subject))
                .ifPresent(level -> out.accept(used(value, node, subject).atMost(level)));
    }

    /**
     * How certain it is that a text is a value of an enum: it is cast to that, or a table of the
     * statement has a column of it. Empty where all tables are known, and none has.
     */
    private static Optional<LintLevel> certainty(Name type, Subject subject) {
        List<Table> tables = new ArrayList<>();
        Set<String> types = new HashSet<>();
        subject.tree()
                .visit(
                        it -> {
                            if (it.is("RangeVar")) {
                                tables.add(subject.table(it));
                            } else if (it.is("TypeName")) {
                                types.add(Name.of(it.list("names")).name());
                            }
                        });
        if (types.contains(type.name()) || tables.stream().anyMatch(it -> it.hasColumnOf(type))) {
            return Optional.of(LintLevel.ERROR);
        }
        return !tables.isEmpty() && tables.stream().allMatch(Table::isKnown)
                ? Optional.empty()
                : Optional.of(LintLevel.WARNING);
    }

    private static Diagnosis used(String value, PgNode node, Subject subject) {
        return Diagnosis.of(
                        LintRule.ENUM_VALUE_USED_IN_SAME_TX,
                        "'%s' is added by this transaction, and PostgreSQL refuses to use"
                                + " it before that has ended (SQLState 55P04).",
                        value)
                .at(node.position().orElse(-1))
                .safe("-- in the next migration:%n%s;", subject.text());
    }
}
