package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE;
import static dev.lifeguard.migrate.inspect.trace.Work.BUILD;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** CREATE INDEX. */
final class IndexChecks implements Check {

    /** What stands above a statement that runs in no transaction. */
    static final String ALONE =
            """
            -- a migration without a transaction, with this one statement
            -- lifeguard:no-transaction
            """;

    private static final int WIDE = 3;

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        if (subject.tree().is("IndexStmt")) {
            create(subject, out);
        }
    }

    private static void create(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        PgNode relation = tree.node("relation").orElseThrow();
        Table table = subject.table(relation);
        if (tree.flag("concurrent")) {
            concurrently(subject, table, relation, out);
        } else if (relation.flag("inh") || (table.isKnown() && !table.isPartitioned())) {
            out.accept(blocksWrites(subject, table, relation));
        }
        replaced(subject, table, out);
        style(tree, table, out);
    }

    /** An index that takes the place of one that was dropped above. */
    private static void replaced(Subject subject, Table table, Consumer<Diagnosis> out) {
        List<String> columns =
                subject.tree().list("indexParams").stream().map(it -> it.text("name")).toList();
        DroppedIndexes.in(subject).stream()
                .filter(old -> old.table().equals(table.name()))
                .filter(old -> servesTheSame(old.columns(), columns))
                .findFirst()
                .ifPresent(
                        old ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.REPLACE_INDEX_ORDER,
                                                        "%s is dropped before this index takes its"
                                                            + " place: until it is built, queries"
                                                            + " that need one read all of %s.",
                                                        old.name().sql(),
                                                        table.name().sql())
                                                .about(table)
                                                .safe(
                                                        "%s;%nDROP INDEX CONCURRENTLY %s; -- behind"
                                                                + " it",
                                                        subject.text(), old.name().sql())));
    }

    /**
     * Whether an index may take the place of another: both begin alike, or have the same columns.
     */
    private static boolean servesTheSame(List<String> old, List<String> columns) {
        return (!old.isEmpty()
                        && !old.getFirst().isEmpty()
                        && columns.getFirst().equals(old.getFirst()))
                || Set.copyOf(old).equals(Set.copyOf(columns));
    }

    private static Diagnosis blocksWrites(Subject subject, Table table, PgNode relation) {
        String sql = Name.of(relation).sql();
        String safe =
                table.isPartitioned()
                        ? onPartitions(subject, table, relation)
                        : ALONE
                                + subject.text()
                                        .replaceFirst(
                                                "(?i)\\bINDEX\\b(\\s+IF\\s+NOT\\s+EXISTS\\b)?",
                                                "INDEX CONCURRENTLY")
                                + ";";
        return Diagnosis.of(
                        LintRule.INDEX_BLOCKS_WRITES,
                        "CREATE INDEX reads all of %s, and whoever writes to it waits until the"
                                + " index is built.",
                        sql)
                .about(table)
                .lock(table, SHARE, BUILD)
                .safe("%s", safe);
    }

    private static void concurrently(
            Subject subject, Table table, PgNode relation, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        String sql = Name.of(relation).sql();
        if (table.isPartitioned() && relation.flag("inh")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.CONCURRENTLY_ON_PARTITIONED,
                                    "%s is partitioned, and PostgreSQL refuses CREATE INDEX"
                                            + " CONCURRENTLY on it.",
                                    sql)
                            .safe("%s", onPartitions(subject, table, relation)));
        }
        timeout(subject, table, "CREATE INDEX CONCURRENTLY", out);
        corruption(subject, out);
        if (tree.flag("if_not_exists") && !isDroppedBefore(subject, tree.text("idxname"))) {
            String index = Identifier.quoted(tree.text("idxname"));
            out.accept(
                    Diagnosis.of(
                                    LintRule.INVALID_INDEX_KEPT,
                                    "If an earlier try was ended, it left an INVALID index %s. IF"
                                        + " NOT EXISTS is content with that, and no query uses it.",
                                    index)
                            .about(table)
                            .safe(
                                    "DROP INDEX CONCURRENTLY IF EXISTS %s;%n%s;",
                                    Name.of(relation).beside(tree.text("idxname")).sql(),
                                    subject.text()
                                            .replaceFirst("(?i)\\s+IF\\s+NOT\\s+EXISTS", "")));
        }
        if (tree.flag("unique") && !isLookedForBefore(subject, table)) {
            String columns =
                    Identifier.list(
                            tree.list("indexParams").stream()
                                    .map(it -> it.text("name"))
                                    .filter(it -> !it.isEmpty())
                                    .toList());
            out.accept(
                    Diagnosis.of(
                                    LintRule.DATA_DEPENDENT_UNIQUE,
                                    "Where two rows of %s are equal in (%s), the build fails and"
                                            + " leaves an INVALID index.",
                                    sql,
                                    columns)
                            .about(table)
                            .safe(
                                    "SELECT %s, count(*) FROM %s GROUP BY %s HAVING count(*) > 1;"
                                            + " -- run this first",
                                    columns, sql, columns));
        }
    }

    /** Whether a query above it groups the rows of the table, to find those that are alike. */
    private static boolean isLookedForBefore(Subject subject, Table table) {
        return subject.before().stream()
                .map(Parsed::tree)
                .filter(it -> it.is("SelectStmt") && !it.list("groupClause").isEmpty())
                .flatMap(it -> it.list("fromClause").stream())
                .filter(it -> it.is("RangeVar"))
                .anyMatch(it -> subject.table(it).name().equals(table.name()));
    }

    private static String onPartitions(Subject subject, Table table, PgNode relation) {
        PgNode tree = subject.tree();
        String index = tree.text("idxname").isEmpty() ? "parent_index" : tree.text("idxname");
        String columns =
                Identifier.list(
                        tree.list("indexParams").stream().map(it -> it.text("name")).toList());
        return onPartitions(
                table,
                new Wanted(
                        tree.flag("unique") ? "UNIQUE " : "",
                        Identifier.quoted(index),
                        Name.of(relation).sql(),
                        columns));
    }

    /**
     * An index that is wanted on a partitioned table.
     *
     * @param unique the word for a unique one with a space behind it, or nothing
     * @param name in quotes where it needs them
     * @param parent its table, as it is written
     * @param columns as they are written
     */
    record Wanted(String unique, String name, String parent, String columns) {}

    /** On the parent alone first, and then on each partition. */
    static String onPartitions(Table table, Wanted index) {
        List<Name> parts =
                table.partitions().isEmpty()
                        ? List.of(table.name().beside("each_partition"))
                        : table.partitions();
        StringBuilder safe =
                new StringBuilder(
                        "CREATE %sINDEX %s ON ONLY %s (%s);\n"
                                .formatted(
                                        index.unique(),
                                        index.name(),
                                        index.parent(),
                                        index.columns()));
        for (Name part : parts) {
            String name = Identifier.made(part.name(), index.name().replace("\"", ""));
            safe.append(
                    "%sCREATE %sINDEX CONCURRENTLY %s ON %s (%s);\n-- in the next migration:\nALTER INDEX %s ATTACH PARTITION %s;\n"
                            .formatted(
                                    ALONE,
                                    index.unique(),
                                    name,
                                    part.sql(),
                                    index.columns(),
                                    index.name(),
                                    name));
        }
        return safe.toString().strip();
    }

    private static boolean isDroppedBefore(Subject subject, String index) {
        return subject.before().stream()
                .filter(it -> it.is("DropStmt"))
                .flatMap(it -> it.tree().list("objects").stream())
                .filter(it -> it.is("List"))
                .anyMatch(it -> Name.of(it.list("items")).name().equals(index));
    }

    /** What is built CONCURRENTLY while lock_timeout is set. */
    static void timeout(Subject subject, Table table, String what, Consumer<Diagnosis> out) {
        if (subject.session().hasLockTimeout()) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.CONCURRENTLY_WITH_LOCK_TIMEOUT,
                                    "%s waits for the transactions of others as for a lock. With"
                                        + " lock_timeout = %s it ends there, and leaves an INVALID"
                                        + " index. While it waits it is in nobody's way.",
                                    what,
                                    subject.session().setting("lock_timeout").orElse(""))
                            .about(table)
                            .safe("SET lock_timeout = 0;%n%s;", subject.text()));
        }
    }

    private static void corruption(Subject subject, Consumer<Diagnosis> out) {
        int version = subject.model().schema().version();
        if (version >= 140_000 && version < 140_004) {
            out.accept(
                    Diagnosis.of(
                            LintRule.PG14_INDEX_CORRUPTION,
                            "The server is PostgreSQL 14.%s: before 14.4 an index that is built"
                                    + " CONCURRENTLY may lack rows. Upgrade the server first.",
                            version % 100));
        }
    }

    /** Before version 10, which is older than all that are supported. */
    private static void hash(PgNode tree, Table table, Consumer<Diagnosis> out) {
        if (tree.text("accessMethod").equals("hash")) {
            out.accept(
                    Diagnosis.of(
                            LintRule.HASH_INDEX,
                            "A hash index of %s serves equality alone, and was lost in a crash"
                                    + " before PostgreSQL 10.",
                            table.name().sql()));
        }
    }

    private static void style(PgNode tree, Table table, Consumer<Diagnosis> out) {
        hash(tree, table, out);
        int columns = tree.list("indexParams").size();
        if (columns > WIDE && !tree.flag("unique")) {
            out.accept(
                    Diagnosis.of(
                            LintRule.WIDE_INDEX,
                            "The index of %s has %s columns. It is as large as a good part of the"
                                    + " table, and the columns behind the third seldom narrow a"
                                    + " search.",
                            table.name().sql(),
                            columns));
        }
    }
}
