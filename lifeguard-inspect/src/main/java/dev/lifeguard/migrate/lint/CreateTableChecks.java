package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** CREATE TABLE, also from a query. */
final class CreateTableChecks implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        if (subject.tree().is("CreateTableAsStmt")) {
            fromQuery(subject, out);
        }
        if (subject.tree().is("SelectStmt")) {
            Optional<PgNode> into = subject.tree().node("intoClause");
            into.ifPresent(it -> copies(subject, it, subject.tree(), out));
        }
        if (!subject.tree().is("CreateStmt")) {
            return;
        }
        dropped(subject, out);
        partition(subject, out);
        parents(subject, out);
        columns(subject, out);
        Alignment.look(subject, out);
        qualified(subject, out);
    }

    private static void fromQuery(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        PgNode into = tree.node("into").orElseThrow();
        if (tree.text("objtype").equals("OBJECT_TABLE") && !into.flag("skipData")) {
            tree.node("query").ifPresent(it -> copies(subject, into, it, out));
        }
    }

    private static void copies(
            Subject subject, PgNode into, PgNode query, Consumer<Diagnosis> out) {
        boolean temporary =
                into.node("rel").filter(it -> it.text("relpersistence").equals("t")).isPresent();
        if (temporary || !query.is("SelectStmt")) {
            return;
        }
        String made = into.node("rel").map(Name::of).map(Name::sql).orElse("");
        for (PgNode from : DataChecks.tables(query)) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.CREATE_TABLE_AS,
                                    "The rows of %s are copied into %s in one transaction, and"
                                            + " %s has no constraints, defaults and indexes.",
                                    Name.of(from).sql(),
                                    made,
                                    made)
                            .about(subject.table(from))
                            .safe(
                                    "CREATE TABLE %s (LIKE %s INCLUDING ALL);%n-- then the rows"
                                            + " in batches",
                                    made, Name.of(from).sql()));
        }
    }

    private static void dropped(Subject subject, Consumer<Diagnosis> out) {
        Name name = Name.of(subject.tree().node("relation").orElseThrow());
        boolean dropped =
                subject.before().stream()
                        .filter(it -> it.is("DropStmt"))
                        .filter(it -> it.tree().text("removeType").equals("OBJECT_TABLE"))
                        .flatMap(it -> it.tree().list("objects").stream())
                        .anyMatch(it -> Name.of(it.list("items")).name().equals(name.name()));
        if (dropped) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.DROP_THEN_CREATE,
                                    "%s is dropped above and made anew here: its rows are gone,"
                                            + " without a word where it was not empty.",
                                    name.sql())
                            .safe(
                                    "-- change the table by ALTER TABLE, or drop it in a migration"
                                            + " of its own"));
        }
    }

    private static void partition(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        if (!tree.has("partbound")) {
            return;
        }
        PgNode parentName = tree.list("inhRelations").getFirst();
        Table parent = subject.table(parentName);
        String made = Name.of(tree.node("relation").orElseThrow()).sql();
        String bound = subject.text().replaceFirst("(?is)^.*?\\s(FOR\\s+VALUES|DEFAULT)\\b", "$1");
        out.accept(
                Diagnosis.of(
                                LintRule.CREATE_PARTITION_OF,
                                "PARTITION OF waits until nobody uses %s any more, and all who come"
                                        + " later wait behind it, whatever partition they use.",
                                Name.of(parentName).sql())
                        .about(parent)
                        .lock(parent, ACCESS_EXCLUSIVE, BRIEF)
                        .safe(
                                "CREATE TABLE %s (LIKE %s INCLUDING ALL);%nALTER TABLE %s ATTACH"
                                        + " PARTITION %s %s;",
                                made,
                                Name.of(parentName).sql(),
                                Name.of(parentName).sql(),
                                made,
                                bound));
    }

    private static void parents(Subject subject, Consumer<Diagnosis> out) {
        Map<Name, FoundForeignKey> busy = new LinkedHashMap<>();
        for (FoundForeignKey it : FoundForeignKey.in(subject)) {
            Table parent = subject.table(it.constraint().node("pktable").orElseThrow());
            if (!parent.isMadeInRun() && !parent.name().equals(it.table().name())) {
                busy.putIfAbsent(parent.name(), it);
            }
        }
        if (busy.size() > 1) {
            String made = Name.of(subject.tree().node("relation").orElseThrow()).sql();
            Diagnosis diagnosis =
                    Diagnosis.of(
                            LintRule.FK_LOCKS_HOT_PARENT,
                            "The foreign keys of %s keep writers of %s away at the same time, and"
                                + " may deadlock with a transaction that writes to them in another"
                                + " order.",
                            made,
                            String.join(" and ", busy.keySet().stream().map(Name::sql).toList()));
            for (Name parent : busy.keySet()) {
                diagnosis = diagnosis.lock(parent.sql(), SHARE_ROW_EXCLUSIVE, BRIEF);
            }
            out.accept(
                    diagnosis.safe(
                            "-- CREATE TABLE %s without them; then, while it is empty, each of them"
                                    + " as it is written here by an ALTER TABLE ADD in a migration"
                                    + " of its own",
                            made));
        }
    }

    private static void columns(Subject subject, Consumer<Diagnosis> out) {
        List<PgNode> elements = subject.tree().list("tableElts");
        Optional<String> key =
                elements.stream()
                        .filter(it -> it.is("Constraint"))
                        .filter(it -> it.text("contype").equals("CONSTR_PRIMARY"))
                        .map(Constraints::columns)
                        .filter(it -> it.size() == 1)
                        .map(List::getFirst)
                        .findFirst();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (PgNode column : elements) {
            int part = ++number;
            int at = column.position().orElse(-1);
            Consumer<Diagnosis> placed = it -> out.accept(it.at(at).ofPart(part));
            if (column.is("ColumnDef")) {
                if (!seen.add(column.text("colname"))) {
                    placed.accept(
                            Diagnosis.of(
                                    LintRule.DUPLICATE_COLUMN,
                                    "%s is there twice, and PostgreSQL refuses that (SQLState"
                                            + " 42701).",
                                    Identifier.quoted(column.text("colname"))));
                }
                boolean isKey =
                        (Columns.has(column, "CONSTR_PRIMARY")
                                        || key.equals(Optional.of(column.text("colname"))))
                                && !refers(column, elements);
                ColumnStyle.look(column, isKey, subject, placed);
            }
        }
    }

    /** Whether a column takes its values from the key of another table, whose type it has. */
    private static boolean refers(PgNode column, List<PgNode> elements) {
        return Columns.has(column, "CONSTR_FOREIGN")
                || elements.stream()
                        .filter(it -> it.is("Constraint"))
                        .filter(it -> it.text("contype").equals("CONSTR_FOREIGN"))
                        .anyMatch(it -> Constraints.columns(it).contains(column.text("colname")));
    }

    private static void qualified(Subject subject, Consumer<Diagnosis> out) {
        Name name = Name.of(subject.tree().node("relation").orElseThrow());
        if (name.schema().isEmpty()) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.UNQUALIFIED_NAME,
                                    "The search path of the session decides in which schema %s is"
                                            + " made.",
                                    name.sql())
                            .ofPart(-1)
                            .safe("CREATE TABLE public.%s …", name.sql()));
        }
    }
}
