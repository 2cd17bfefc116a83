package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;

/** An UPDATE or DELETE as it is written to run in batches: the same for a part of the rows. */
final class BatchForm {

    private BatchForm() {}

    /** Of a statement to whose end a condition may be added. */
    static String of(Subject subject) {
        List<String> columns =
                subject.table("relation").orElseThrow().constraints().values().stream()
                        .filter(it -> it.kind() == TableConstraint.Kind.PRIMARY_KEY)
                        .findFirst()
                        .map(it -> it.columns().stream().map(Identifier::quoted).toList())
                        .orElse(List.of("id"));
        PgNode relation = subject.tree().node("relation").orElseThrow();
        String of = joined(subject.tree()) ? called(relation) + "." : "";
        String key = row(columns.stream().map(of::concat).toList());
        return "-- lifeguard:batch table=%s key=%s\n%s%s%s > :from AND %s <= :to;"
                .formatted(
                        Name.of(relation).sql(),
                        row(columns),
                        subject.text(),
                        subject.tree().has("whereClause") ? " AND " : " WHERE ",
                        key,
                        key);
    }

    private static String row(List<String> columns) {
        return columns.size() == 1 ? columns.getFirst() : "(" + String.join(", ", columns) + ")";
    }

    /** Columns of two tables may have one name. */
    private static boolean joined(PgNode tree) {
        return tree.has(tree.is("UpdateStmt") ? "fromClause" : "usingClause");
    }

    private static String called(PgNode relation) {
        return Identifier.quoted(
                relation.node("alias")
                        .map(it -> it.text("aliasname"))
                        .orElseGet(() -> relation.text("relname")));
    }
}
