package dev.lifeguard.migrate.dialect.mysql;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.plain.Catalogue;
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
    protected Part table(@Nullable String schema, String table) {
        String name = bare(table);
        return new Part(
                "table_schema = coalesce(?, database()) AND table_name = ?"
                        + " AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?)",
                Arrays.asList(schema == null ? null : bare(schema), name, name));
    }

    @Override
    protected Part column(String column) {
        return new Part("column_name = ?", List.of(bare(column)));
    }

    @Override
    protected String indexes() {
        return "statistics";
    }

    @Override
    protected Part index(CatalogName wanted) {
        return and(tableOf(wanted), new Part("index_name = ?", List.of(bare(wanted.name()))));
    }
}
