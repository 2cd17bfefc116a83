package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE;
import static dev.lifeguard.migrate.inspect.trace.Work.BUILD;

import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** DROP INDEX and REINDEX. */
final class DropIndexChecks implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        if (tree.is("DropStmt") && tree.text("removeType").equals("OBJECT_INDEX")) {
            drop(subject, out);
        } else if (tree.is("ReindexStmt")) {
            reindex(subject, out);
        }
    }

    private static void drop(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        int part = 0;
        for (PgNode object : tree.list("objects")) {
            int number = part++;
            Name name = Name.of(object.list("items"));
            Optional<Index> index = subject.model().index(name);
            Table table =
                    index.map(it -> subject.model().table(it.table()))
                            .orElseGet(() -> unknownTableOf(name, subject));
            if (tree.flag("concurrent")) {
                IndexChecks.timeout(subject, table, "DROP INDEX CONCURRENTLY", out);
            } else if (!table.isPartitioned()) {
                out.accept(dropBlocks(name, index, table).ofPart(number));
            }
        }
    }

    /** One that is there before the run, since this run has not made it. */
    private static Table unknownTableOf(Name index, Subject subject) {
        return new Table(subject.model().full(index), Table.Kind.TABLE, Table.Origin.UNKNOWN);
    }

    private static Diagnosis dropBlocks(Name name, Optional<Index> index, Table table) {
        String of = index.map(it -> it.table().sql()).orElse("its table");
        Diagnosis diagnosis =
                Diagnosis.of(
                                LintRule.DROP_INDEX_BLOCKS,
                                "DROP INDEX waits until nobody uses %s any more, and all who come"
                                        + " later wait behind it.",
                                of)
                        .about(table)
                        .safe("%sDROP INDEX CONCURRENTLY %s;", IndexChecks.ALONE, name.sql());
        return index.isPresent() ? diagnosis.lock(table, ACCESS_EXCLUSIVE, Work.BRIEF) : diagnosis;
    }

    private static void reindex(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        boolean concurrently =
                tree.list("params").stream()
                        .anyMatch(it -> it.text("defname").equals("concurrently"));
        Optional<PgNode> relation = tree.node("relation");
        String what = relation.map(it -> Name.of(it).sql()).orElse(tree.text("name"));
        Optional<Table> table =
                tree.text("kind").equals("REINDEX_OBJECT_TABLE")
                        ? relation.map(subject::table)
                        : relation.flatMap(it -> subject.model().index(Name.of(it)))
                                .map(it -> subject.model().table(it.table()));
        if (concurrently) {
            IndexChecks.timeout(
                    subject,
                    table.orElseGet(() -> unknownTableOf(new Name("", what), subject)),
                    "REINDEX CONCURRENTLY",
                    out);
            return;
        }
        Diagnosis diagnosis =
                Diagnosis.of(
                        LintRule.REINDEX_BLOCKS,
                        "REINDEX lets nobody write to the table of %s, and nobody read by the"
                                + " index, until it is built again.",
                        what);
        for (Table it : table.map(List::of).orElse(Collections.emptyList())) {
            diagnosis = diagnosis.about(it).lock(it, SHARE, BUILD);
        }
        out.accept(
                diagnosis.safe(
                        "%s%s;",
                        IndexChecks.ALONE,
                        subject.text()
                                .replaceFirst(
                                        "(?i)\\b(INDEX|TABLE|SCHEMA|DATABASE)\\b",
                                        "$1 CONCURRENTLY")));
    }
}
