package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.SchemaChange.CommentOnTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comments as statements of their own, where a database has them. */
record CommentSql(DdlText text) {

    List<String> onTable(CommentOnTable comment) {
        return List.of(
                "COMMENT ON TABLE %s IS %s"
                        .formatted(text.qualified(comment.table()), orNull(comment.text())));
    }

    List<String> onColumn(String table, Column column) {
        return List.of(
                "COMMENT ON COLUMN %s.%s IS %s"
                        .formatted(
                                text.qualified(table),
                                text.quote(column.name()),
                                orNull(column.comment())));
    }

    private String orNull(@Nullable String comment) {
        return comment == null ? "NULL" : text.string(comment);
    }
}
