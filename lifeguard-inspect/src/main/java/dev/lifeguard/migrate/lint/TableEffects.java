package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Table.Column;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;

/** What statements make of tables and indexes. */
final class TableEffects {

    private final Model model;
    private final Table.Origin origin;

    TableEffects(Model model, Table.Origin origin) {
        this.model = model;
        this.origin = origin;
    }

    void create(PgNode tree, int transaction) {
        PgNode relation = tree.node("relation").orElseThrow();
        Name name = made(relation);
        if (tree.flag("if_not_exists") && model.known(name).isPresent()) {
            return;
        }
        Table table = new Table(name, Table.Kind.TABLE, origin);
        for (PgNode element : tree.list("tableElts")) {
            switch (element.type()) {
                case "ColumnDef" -> addColumn(table, element, transaction);
                case "Constraint" -> addConstraint(table, element, Optional.empty(), transaction);
                case "TableLikeClause" ->
                        element.node("relation")
                                .flatMap(it -> model.known(Name.of(it)))
                                .ifPresent(it -> it.columns().values().forEach(table::put));
                default -> {}
            }
        }
        tree.node("partspec").ifPresent(it -> table.partitionBy(keys(it)));
        if (tree.has("partbound")) {
            tree.list("inhRelations").stream()
                    .findFirst()
                    .ifPresent(it -> partition(table, it, tree));
        }
        model.add(table);
    }

    /** The full name of what is made. */
    Name made(PgNode relation) {
        Name name = Name.of(relation);
        return relation.text("relpersistence").equals("t")
                ? model.temporary(name)
                : model.made(name);
    }

    private static List<String> keys(PgNode partitionSpec) {
        return partitionSpec.list("partParams").stream()
                .filter(it -> it.is("PartitionElem"))
                .map(it -> it.text("name"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private void partition(Table table, PgNode parentName, PgNode tree) {
        Table parent = model.table(Name.of(parentName));
        parent.columns().values().forEach(table::put);
        if (!parent.isPartitioned()) {
            parent.partitionBy(List.of());
        }
        parent.partitions().add(table.name());
        if (tree.node("partbound").filter(it -> it.flag("is_default")).isPresent()) {
            parent.defaultPartition(table.name());
        }
        if (model.known(parent.name()).isEmpty()) {
            model.add(parent);
        }
    }

    void addColumn(Table table, PgNode definition, int transaction) {
        String name = definition.text("colname");
        Columns.type(definition)
                .ifPresent(
                        type ->
                                table.put(
                                        new Column(
                                                name,
                                                type.stored(),
                                                Columns.isNotNull(definition))));
        for (PgNode constraint : definition.list("constraints")) {
            if (constraint.is("Constraint")) {
                addConstraint(table, constraint, Optional.of(name), transaction);
            }
        }
    }

    void addConstraint(Table table, PgNode constraint, Optional<String> column, int transaction) {
        Constraints.read(table, constraint, column, transaction)
                .filter(it -> it.kind() != Kind.NOT_NULL || column.isEmpty())
                .ifPresent(
                        it -> {
                            TableConstraint full = resolved(it);
                            table.put(full);
                            indexOf(table, constraint, full);
                            notNull(table, full);
                        });
    }

    private TableConstraint resolved(TableConstraint it) {
        return it.refers() == null
                ? it
                : new TableConstraint(
                        it.name(),
                        it.kind(),
                        it.columns(),
                        model.full(it.refers()),
                        it.proves(),
                        it.valid());
    }

    private static void notNull(Table table, TableConstraint constraint) {
        boolean proves =
                constraint.kind() == Kind.PRIMARY_KEY
                        || (constraint.kind() == Kind.NOT_NULL
                                && constraint.valid() != TableConstraint.NEVER);
        if (proves) {
            for (String column : constraint.columns()) {
                table.column(column).ifPresent(it -> table.put(it.notNull(true)));
            }
        }
    }

    private void indexOf(Table table, PgNode constraint, TableConstraint made) {
        if (made.kind() != Kind.PRIMARY_KEY && made.kind() != Kind.UNIQUE) {
            return;
        }
        Name index = table.name().beside(made.name());
        if (constraint.has("indexname")) {
            Name used = table.name().beside(constraint.text("indexname"));
            List<String> columns = model.index(used).map(Index::columns).orElse(List.of());
            model.dropIndex(used);
            model.add(new Index(index, table.name(), columns, true, Index.Rows.ALL));
        } else {
            model.add(new Index(index, table.name(), made.columns(), true, Index.Rows.ALL));
        }
    }

    void index(PgNode tree) {
        Table table = model.table(Name.of(tree.node("relation").orElseThrow()));
        List<String> columns =
                tree.list("indexParams").stream().map(it -> it.text("name")).toList();
        String name =
                tree.has("idxname")
                        ? tree.text("idxname")
                        : table.name().name() + "_" + String.join("_", columns) + "_idx";
        Index.Rows rows =
                tree.node("whereClause").map(it -> rows(it, columns)).orElse(Index.Rows.ALL);
        model.add(
                new Index(
                        table.name().beside(name),
                        table.name(),
                        columns,
                        tree.flag("unique") && rows == Index.Rows.ALL,
                        rows));
    }

    /** Those that the condition of a partial index lets in. */
    static Index.Rows rows(PgNode condition, List<String> columns) {
        boolean withValue =
                condition.is("NullTest")
                        && condition.text("nulltesttype").equals("IS_NOT_NULL")
                        && condition
                                .node("arg")
                                .map(Columns::single)
                                .filter(it -> it.equals(columns.subList(0, 1)))
                                .isPresent();
        return withValue ? Index.Rows.WITH_VALUE : Index.Rows.SOME;
    }

    void renameColumn(Name name, String old, String now) {
        Table table = model.table(name);
        Column column = table.columns().remove(old);
        if (column != null) {
            table.put(new Column(now, column.type(), column.notNull()));
        }
    }
}
