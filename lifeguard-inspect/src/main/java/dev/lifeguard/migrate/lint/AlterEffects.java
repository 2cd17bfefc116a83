package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Subject.Alteration;
import dev.lifeguard.migrate.lint.Table.Column;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;

/** What an ALTER TABLE makes of its table. */
final class AlterEffects {

    private final Subject subject;
    private final Model model;
    private final TableEffects effects;

    AlterEffects(Subject subject) {
        this.subject = subject;
        this.model = subject.model();
        this.effects = new TableEffects(model, Table.Origin.UNKNOWN);
    }

    void apply() {
        Optional<Table> found = subject.table("relation");
        if (found.isEmpty() || !subject.tree().text("objtype").equals("OBJECT_TABLE")) {
            return;
        }
        Table table = found.get();
        subject.alterations().forEach(it -> apply(table, it));
        if (model.known(table.name()).isEmpty()) {
            model.add(table);
        }
    }

    private void apply(Table table, Alteration it) {
        int transaction = subject.transaction();
        switch (it.command().text("subtype")) {
            case "AT_AddColumn" ->
                    it.definition()
                            .filter(column -> table.column(column.text("colname")).isEmpty())
                            .ifPresent(column -> effects.addColumn(table, column, transaction));
            case "AT_DropColumn" -> dropColumn(table, it.name());
            case "AT_AddConstraint" ->
                    it.definition()
                            .ifPresent(
                                    constraint ->
                                            effects.addConstraint(
                                                    table,
                                                    constraint,
                                                    Optional.empty(),
                                                    transaction));
            case "AT_DropConstraint" -> {
                table.constraints().remove(it.name());
                model.dropIndex(table.name().beside(it.name()));
            }
            case "AT_ValidateConstraint" -> validate(table, it.name(), transaction);
            case "AT_SetNotNull" -> notNull(table, it.name(), true);
            case "AT_DropNotNull" -> notNull(table, it.name(), false);
            case "AT_AlterColumnType" -> changeType(table, it);
            case "AT_AttachPartition" -> attach(table, it.definition());
            case "AT_DetachPartition" ->
                    it.definition()
                            .flatMap(command -> command.node("name"))
                            .ifPresent(
                                    name -> table.partitions().remove(model.full(Name.of(name))));
            default -> {}
        }
    }

    private void dropColumn(Table table, String column) {
        table.columns().remove(column);
        table.constraints().values().removeIf(it -> it.columns().contains(column));
        for (Index index : model.indexesOf(table)) {
            if (index.columns().contains(column)) {
                model.dropIndex(index.name());
            }
        }
    }

    private static void validate(Table table, String name, int transaction) {
        TableConstraint constraint = table.constraints().get(name);
        if (constraint == null || constraint.valid() != TableConstraint.NEVER) {
            return;
        }
        table.put(constraint.validated(transaction));
        if (constraint.kind() == TableConstraint.Kind.NOT_NULL) {
            constraint.columns().forEach(column -> notNull(table, column, true));
        }
    }

    private static void notNull(Table table, String column, boolean now) {
        table.column(column).ifPresent(it -> table.put(it.notNull(now)));
    }

    private static void changeType(Table table, Alteration it) {
        Optional<PgType> type = it.definition().flatMap(Columns::type);
        if (type.isPresent()) {
            boolean notNull = table.column(it.name()).map(Column::notNull).orElse(false);
            table.put(new Column(it.name(), type.get(), notNull));
        }
    }

    private void attach(Table table, Optional<PgNode> command) {
        Optional<PgNode> name = command.flatMap(it -> it.node("name"));
        if (name.isEmpty()) {
            return;
        }
        if (!table.isPartitioned()) {
            table.partitionBy(java.util.List.of());
        }
        Name partition = model.full(Name.of(name.get()));
        table.partitions().add(partition);
        if (command.flatMap(it -> it.node("bound"))
                .filter(it -> it.is("PartitionBoundSpec") && it.flag("is_default"))
                .isPresent()) {
            table.defaultPartition(partition);
        }
    }
}
