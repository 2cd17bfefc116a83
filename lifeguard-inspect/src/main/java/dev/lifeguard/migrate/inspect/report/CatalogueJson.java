package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn;
import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.erd.DiagramTable;
import dev.lifeguard.migrate.inspect.erd.Relation;
import dev.lifeguard.migrate.inspect.erd.SchemaDiagram;
import dev.lifeguard.migrate.inspect.erd.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the catalogue told, as the page reads it. */
final class CatalogueJson {

    private CatalogueJson() {}

    static JsonRow size(TableSize size) {
        return new JsonRow()
                .with("name", size.name())
                .with("rows", size.rows())
                .with("bytes", size.bytes())
                .with("indexBytes", size.indexBytes());
    }

    /** A row for each table, with its columns and what they refer to. */
    static List<JsonRow> shapes(SchemaDiagram diagram) {
        Map<TableName, List<Relation>> relations =
                diagram.relations().stream().collect(Collectors.groupingBy(Relation::child));
        return diagram.tables().stream()
                .map(it -> shape(it, relations.getOrDefault(it.name(), List.of())))
                .toList();
    }

    private static JsonRow shape(DiagramTable table, List<Relation> relations) {
        return new JsonRow()
                .with("name", named(table.name()))
                .with("columns", table.columns().stream().map(CatalogueJson::column).toList())
                .with("references", relations.stream().map(CatalogueJson::reference).toList());
    }

    private static String named(TableName table) {
        return table.schema() + "." + table.name();
    }

    private static JsonRow column(DiagramColumn column) {
        return new JsonRow()
                .with("name", column.name())
                .with("type", column.type())
                .marked("primary", JsonRow.Mark.of(column.is(Mark.PRIMARY_KEY)))
                .marked("foreign", JsonRow.Mark.of(column.is(Mark.FOREIGN_KEY)))
                .marked("nullable", JsonRow.Mark.of(column.is(Mark.NULLABLE)));
    }

    private static JsonRow reference(Relation relation) {
        return new JsonRow()
                .with("columns", relation.columns())
                .with("table", named(relation.parent()));
    }

    static JsonRow waiting(WaitingSession waiting) {
        return new JsonRow()
                .with("process", waiting.process())
                .with("application", waiting.application())
                .with("relation", waiting.relation())
                .with("mode", waiting.mode())
                .with("ms", waiting.waited().toMillis())
                .with("statement", waiting.statement())
                .with("blockers", waiting.blockers());
    }
}
