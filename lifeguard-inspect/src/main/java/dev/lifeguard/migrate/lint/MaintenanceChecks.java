package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.REWRITE;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;
import java.util.function.Consumer;

/** VACUUM FULL, CLUSTER, REFRESH MATERIALIZED VIEW and LOCK TABLE. */
final class MaintenanceChecks implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        switch (tree.type()) {
            case "VacuumStmt" -> vacuum(subject, out);
            case "ClusterStmt" -> {
                Optional<Table> table = subject.table("relation");
                out.accept(
                        rewrites(
                                "CLUSTER",
                                table,
                                tree.node("relation").map(Name::of).map(Name::sql)));
            }
            case "RefreshMatViewStmt" -> refresh(subject, out);
            case "LockStmt" -> lock(subject, out);
            default -> {}
        }
    }

    private static void vacuum(Subject subject, Consumer<Diagnosis> out) {
        boolean full =
                subject.tree().list("options").stream()
                        .anyMatch(it -> it.is("DefElem") && it.text("defname").equals("full"));
        if (full) {
            Optional<PgNode> relation =
                    subject.tree().list("rels").stream()
                            .flatMap(it -> it.node("relation").stream())
                            .findFirst();
            out.accept(
                    rewrites(
                            "VACUUM FULL",
                            relation.map(subject::table),
                            relation.map(Name::of).map(Name::sql)));
        }
    }

    private static Diagnosis rewrites(String what, Optional<Table> table, Optional<String> sql) {
        Diagnosis diagnosis =
                Diagnosis.of(
                                LintRule.VACUUM_FULL,
                                "%s writes all of %s anew, and nobody reads or writes it until that"
                                        + " is done.",
                                what,
                                sql.orElse("each table"))
                        .safe(
                                "VACUUM%s; -- gives the space to new rows, or the extension"
                                        + " pg_repack",
                                sql.map(it -> " " + it).orElse(""));
        return table.map(it -> diagnosis.about(it).lock(it, ACCESS_EXCLUSIVE, REWRITE))
                .orElse(diagnosis);
    }

    private static void refresh(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        Table view = subject.table("relation").orElseThrow();
        String sql = Name.of(tree.node("relation").orElseThrow()).sql();
        boolean unique = subject.model().indexesOf(view).stream().anyMatch(Index::unique);
        if (!tree.flag("concurrent")) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.REFRESH_MV,
                                    "Nobody reads %s until it is computed anew.",
                                    sql)
                            .about(view)
                            .lock(view, ACCESS_EXCLUSIVE, REWRITE)
                            .safe(
                                    "%sREFRESH MATERIALIZED VIEW CONCURRENTLY %s;",
                                    unique ? "" : "-- with a unique index over all of its rows\n",
                                    sql));
        } else if (view.isKnown() && !unique) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.REFRESH_WITHOUT_UNIQUE_INDEX,
                                    "%s has no unique index over all of its rows, so PostgreSQL"
                                            + " refuses CONCURRENTLY (SQLState 55000).",
                                    sql)
                            .safe("CREATE UNIQUE INDEX ON %s (…); -- before this", sql));
        }
    }

    private static void lock(Subject subject, Consumer<Diagnosis> out) {
        Optional<LockMode> mode = HeldLocks.lockMode(subject.tree());
        if (mode.isEmpty() || !mode.get().isStrongerThan(LockMode.SHARE_ROW_EXCLUSIVE)) {
            return;
        }
        int part = 0;
        for (PgNode relation : subject.tree().list("relations")) {
            Table table = subject.table(relation);
            String sql = Name.of(relation).sql();
            out.accept(
                    Diagnosis.of(
                                    LintRule.EXPLICIT_LOCK,
                                    "LOCK TABLE keeps others away from %s until the transaction"
                                            + " ends.",
                                    sql)
                            .ofPart(part++)
                            .about(table)
                            .lock(table, mode.get(), BRIEF)
                            .safe("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE;", sql));
        }
    }
}
