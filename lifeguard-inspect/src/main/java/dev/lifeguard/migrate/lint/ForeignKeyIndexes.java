package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;

/** Foreign keys that have no index once all migrations have run. */
final class ForeignKeyIndexes {

    private final List<Added> added = new ArrayList<>();

    private record Added(
            Parsed parsed,
            MigrationFindings findings,
            Name table,
            Name written,
            List<String> columns,
            int position) {}

    /**
     * Remembers the foreign keys of a statement.
     *
     * @param told what is told of it. Where that is how an ALTER TABLE should be done, it comes
     *     again in another form, and the index is asked for then.
     */
    void add(Subject subject, List<Diagnosis> told, MigrationFindings findings) {
        boolean comesAgain =
                subject.tree().is("AlterTableStmt")
                        && told.stream()
                                .filter(
                                        it ->
                                                it.takesLong()
                                                        || it.rule()
                                                                == LintRule.INLINE_FK_ON_NEW_COLUMN)
                                .flatMap(it -> it.level(subject.settings()).stream())
                                .anyMatch(level -> level != LintLevel.INFO);
        if (comesAgain) {
            return;
        }
        for (FoundForeignKey it : FoundForeignKey.in(subject)) {
            PgNode constraint = it.constraint();
            added.add(
                    new Added(
                            subject.parsed(),
                            findings,
                            it.table().name(),
                            it.written(),
                            it.columns(),
                            constraint.position().orElse(-1)));
        }
    }

    void check(Model model) {
        for (Added it : added) {
            boolean served =
                    model.known(it.table()).filter(Table::isKnown).isEmpty()
                            || model.indexesOf(model.table(it.table())).stream()
                                    .anyMatch(index -> index.serves(it.columns()));
            if (!served) {
                it.findings().add(it.parsed(), diagnosis(it, model.table(it.table())));
            }
        }
    }

    private static Diagnosis diagnosis(Added it, Table known) {
        String table = it.written().sql();
        String columns = Identifier.list(it.columns());
        return Diagnosis.of(
                        LintRule.FK_WITHOUT_INDEX,
                        "No index of %s begins with %s, so each DELETE of a row that this foreign"
                                + " key refers to, and each change of its key, reads all of %s.",
                        table,
                        columns,
                        table)
                .at(it.position())
                .safe("%s", index(it, known, columns));
    }

    private static String index(Added it, Table known, String columns) {
        String table = it.written().sql();
        String name = Identifier.made(it.table().name(), String.join("_", it.columns()), "idx");
        if (known.isMadeInRun()) {
            return "-- in this migration, while the table is empty:\nCREATE INDEX %s ON %s (%s);"
                    .formatted(name, table, columns);
        }
        return known.isPartitioned()
                ? IndexChecks.onPartitions(known, new IndexChecks.Wanted("", name, table, columns))
                : "%sCREATE INDEX CONCURRENTLY %s ON %s (%s);"
                        .formatted(IndexChecks.ALONE, name, table, columns);
    }
}
