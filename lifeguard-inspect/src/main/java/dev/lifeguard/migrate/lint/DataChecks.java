package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** INSERT, UPDATE and DELETE, and what else takes long behind a strong lock. */
final class DataChecks implements Check {

    private static final String BATCHES =
            ", in batches that commit one after the other, each for a range of the key";

    private static final String OWN = "-- in a migration of its own";

    private static final Set<String> AGGREGATES =
            Set.of(
                    "count",
                    "sum",
                    "min",
                    "max",
                    "avg",
                    "array_agg",
                    "string_agg",
                    "json_agg",
                    "jsonb_agg");

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        switch (subject.tree().type()) {
            case "UpdateStmt", "DeleteStmt" -> change(subject, subject.tree(), out);
            case "InsertStmt" -> insert(subject, out);
            case "MergeStmt" -> merge(subject, out);
            case "AlterTableStmt" -> validate(subject, out);
            default -> {}
        }
        queries(subject)
                .values()
                .forEach(
                        it -> {
                            if (it.is("UpdateStmt") || it.is("DeleteStmt")) {
                                change(subject, it, out);
                            }
                        });
    }

    /** What stands in WITH, by the names that the statement has for it. */
    private static Map<String, PgNode> queries(Subject subject) {
        Map<String, PgNode> queries = new LinkedHashMap<>();
        subject.tree()
                .visit(
                        it -> {
                            if (it.is("CommonTableExpr")) {
                                it.node("ctequery")
                                        .ifPresent(query -> queries.put(it.text("ctename"), query));
                            }
                        });
        return queries;
    }

    private static void change(Subject subject, PgNode tree, Consumer<Diagnosis> out) {
        PgNode relation = tree.node("relation").orElseThrow();
        Table table = subject.table(relation);
        String sql = Name.of(relation).sql();
        String verb = tree.is("UpdateStmt") ? "UPDATE" : "DELETE";
        Condition.Reach reach = Condition.reach(tree.node("whereClause"));
        if (reach == Condition.Reach.BOUNDED) {
            return;
        }
        if (reach == Condition.Reach.TAUTOLOGY) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.TAUTOLOGICAL_DML,
                                    "The condition is true for each row, so this %s reaches all of"
                                            + " %s.",
                                    verb,
                                    sql)
                            .about(table)
                            .lock(table, ROW_EXCLUSIVE, SCAN)
                            .safe("-- write the condition that is meant"));
        }
        LintLevel most = reach == Condition.Reach.LOOSE ? LintLevel.WARNING : LintLevel.ERROR;
        Optional<String> batch =
                Optional.of(subject)
                        .filter(it -> tree.equals(it.tree()) && Condition.mayFollow(tree))
                        .map(BatchForm::of);
        String next = batch.map(":\n"::concat).orElse(BATCHES);
        longWork(subject, verb + " of " + sql, table, out, next, most);
        out.accept(
                Diagnosis.of(
                                LintRule.BULK_DML,
                                "This %s %s of %s in one transaction: they stay locked to its end,"
                                        + " and each leaves a dead row behind.",
                                verb,
                                reach == Condition.Reach.LOOSE
                                        ? "may reach most rows"
                                        : "reaches all rows",
                                sql)
                        .about(table)
                        .atMost(most)
                        .lock(table, ROW_EXCLUSIVE, SCAN)
                        .safe("%s", batch.orElse(OWN + BATCHES)));
    }

    private static void merge(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        Optional<PgNode> source = tree.node("sourceRelation").filter(it -> it.is("RangeVar"));
        if (source.isEmpty() || queries(subject).containsKey(source.get().text("relname"))) {
            return;
        }
        Table read = subject.table(source.get());
        PgNode relation = tree.node("relation").orElseThrow();
        String from = read.name().sql();
        longWork(subject, "MERGE of all rows of " + from, read, out, BATCHES, LintLevel.WARNING);
        out.accept(
                Diagnosis.of(
                                LintRule.BULK_DML,
                                "This MERGE reads all rows of %s into %s in one transaction.",
                                from,
                                Name.of(relation).sql())
                        .about(read)
                        .atMost(LintLevel.WARNING)
                        .lock(subject.table(relation), ROW_EXCLUSIVE, SCAN)
                        .safe("%s", OWN + BATCHES));
    }

    private static void insert(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        List<Table> read = copied(subject);
        if (read.isEmpty()) {
            return;
        }
        Table table = subject.table("relation").orElseThrow();
        String sql = Name.of(tree.node("relation").orElseThrow()).sql();
        String from = read.getFirst().name().sql();
        longWork(
                subject,
                "INSERT of all rows of " + from,
                read.getFirst(),
                out,
                BATCHES,
                LintLevel.WARNING);
        out.accept(
                Diagnosis.of(
                                LintRule.BULK_DML,
                                "This INSERT reads all rows of %s into %s in one transaction.",
                                from,
                                sql)
                        .about(read.getFirst())
                        .atMost(LintLevel.WARNING)
                        .lock(table, ROW_EXCLUSIVE, SCAN)
                        .safe("%s%s of %s", OWN, BATCHES, from));
    }

    /** The tables of which a statement puts all rows into another one. */
    static List<Table> copied(Subject subject) {
        PgNode tree = subject.tree();
        Optional<PgNode> query =
                switch (tree.type()) {
                    case "InsertStmt" -> tree.node("selectStmt");
                    case "CreateTableAsStmt" ->
                            tree.node("query").filter(it -> !isWithoutData(tree));
                    case "SelectStmt" -> Optional.of(tree).filter(it -> it.has("intoClause"));
                    default -> Optional.empty();
                };
        return query.filter(it -> it.is("SelectStmt"))
                .map(it -> unlimited(it, subject, queries(subject)))
                .orElse(List.of());
    }

    private static boolean isWithoutData(PgNode createTableAs) {
        return createTableAs.node("into").filter(it -> it.flag("skipData")).isPresent();
    }

    /** The tables that a query reads without any condition. */
    private static List<Table> unlimited(
            PgNode query, Subject subject, Map<String, PgNode> queries) {
        if (!query.text("op").equals("SETOP_NONE")) {
            List<Table> both = new ArrayList<>();
            for (String side : List.of("larg", "rarg")) {
                query.node(side).ifPresent(it -> both.addAll(unlimited(it, subject, queries)));
            }
            return both;
        }
        boolean limited =
                query.has("limitCount")
                        || isOneRow(query)
                        || Condition.reach(query.node("whereClause")) == Condition.Reach.BOUNDED;
        List<Table> read = new ArrayList<>();
        if (limited) {
            return read;
        }
        for (PgNode from : tables(query)) {
            PgNode named =
                    from.text("schemaname").isEmpty() ? queries.get(from.text("relname")) : null;
            if (named == null) {
                read.add(subject.table(from));
            } else if (named.is("SelectStmt")) {
                Map<String, PgNode> others = new LinkedHashMap<>(queries);
                others.remove(from.text("relname"));
                read.addAll(unlimited(named, subject, others));
            }
        }
        return read;
    }

    /** The tables of FROM, those of its joins too. */
    static List<PgNode> tables(PgNode query) {
        List<PgNode> tables = new ArrayList<>();
        query.list("fromClause").forEach(it -> joined(it, tables));
        return tables;
    }

    private static void joined(PgNode from, List<PgNode> tables) {
        if (from.is("JoinExpr")) {
            from.node("larg").ifPresent(it -> joined(it, tables));
            from.node("rarg").ifPresent(it -> joined(it, tables));
        } else if (from.is("RangeVar")) {
            tables.add(from);
        }
    }

    /** Whether it counts or sums: without GROUP BY that is one row, however many are read. */
    private static boolean isOneRow(PgNode query) {
        return query.list("groupClause").isEmpty()
                && !query.list("targetList").isEmpty()
                && query.list("targetList").stream()
                        .flatMap(it -> it.is("ResTarget") ? it.node("val").stream() : Stream.of())
                        .filter(it -> it.is("FuncCall") && !it.has("over"))
                        .map(it -> Name.of(it.list("funcname")).name())
                        .anyMatch(AGGREGATES::contains);
    }

    private static void validate(Subject subject, Consumer<Diagnosis> out) {
        Table table = subject.table("relation").orElse(null);
        if (table == null) {
            return;
        }
        String sql = Name.of(subject.tree().node("relation").orElseThrow()).sql();
        for (Subject.Alteration it : subject.alterations()) {
            if (it.is("AT_ValidateConstraint")) {
                longWork(
                        subject,
                        "VALIDATE CONSTRAINT of " + sql,
                        table,
                        found -> out.accept(found.ofPart(it.number())),
                        ":\n" + subject.text() + ";",
                        LintLevel.ERROR);
            }
        }
    }

    /**
     * Something that takes long, where the transaction has locked a table strongly.
     *
     * @param next how it is done in the next migration
     */
    private static void longWork(
            Subject subject,
            String what,
            Table table,
            Consumer<Diagnosis> out,
            String next,
            LintLevel most) {
        for (Map.Entry<Name, LockMode> held : subject.session().heldInAll().entrySet()) {
            String locked = held.getKey().sql();
            out.accept(
                    Diagnosis.of(
                                    LintRule.WORK_AFTER_STRONG_LOCK,
                                    "The transaction has locked %s and keeps that to its end, so"
                                            + " whoever %s %s waits while this %s goes through all"
                                            + " rows.",
                                    locked,
                                    held.getValue() == LockMode.ACCESS_EXCLUSIVE
                                            ? "needs"
                                            : "writes to",
                                    locked,
                                    what)
                            .about(table)
                            .atMost(most)
                            .lock(locked, held.getValue(), SCAN)
                            .safe("-- in the next migration%s", next));
        }
    }
}
