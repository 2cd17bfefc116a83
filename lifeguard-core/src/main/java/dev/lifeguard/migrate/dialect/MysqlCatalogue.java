package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's and MySQL's catalogue. Its own collation compares names as the server does, but those
 * of tables, which may differ in their case alone (manual, {@code lower_case_table_names}).
 */
final class MysqlCatalogue extends Catalogue {

    // The first condition on the name is what the server can open one table by.
    @Override
    Part table(@Nullable String schema, String table) {
        String name = bare(table);
        return new Part(
                "table_schema = coalesce(?, database()) AND table_name = ?"
                        + " AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?)",
                Arrays.asList(schema == null ? null : bare(schema), name, name));
    }

    @Override
    Part column(String column) {
        return new Part("column_name = ?", List.of(bare(column)));
    }

    @Override
    String indexes() {
        return "statistics";
    }

    @Override
    Part index(CatalogName wanted) {
        return and(tableOf(wanted), new Part("index_name = ?", List.of(bare(wanted.name()))));
    }
}
