package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.inspect.report.JsonRow.Mark;
import dev.lifeguard.migrate.inspect.report.TableShape.Column;
import dev.lifeguard.migrate.inspect.report.TableShape.Reference;
import dev.lifeguard.migrate.inspect.report.TableShape.Role;

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

    static JsonRow shape(TableShape shape) {
        return new JsonRow()
                .with("name", shape.name())
                .with("columns", shape.columns().stream().map(CatalogueJson::column).toList())
                .with(
                        "references",
                        shape.references().stream().map(CatalogueJson::reference).toList());
    }

    private static JsonRow column(Column column) {
        Role role = column.role();
        return new JsonRow()
                .with("name", column.name())
                .with("type", column.type())
                .marked("primary", Mark.of(role == Role.PRIMARY || role == Role.BOTH))
                .marked("foreign", Mark.of(role == Role.FOREIGN || role == Role.BOTH))
                .marked("nullable", Mark.of(column.nullable()));
    }

    private static JsonRow reference(Reference reference) {
        return new JsonRow().with("columns", reference.columns()).with("table", reference.table());
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
