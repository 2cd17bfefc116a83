package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2's catalogue; a name without quotes is spelled there as the database's settings say. */
final class H2Catalogue extends Catalogue {

    private static final String AS_IT_IS = "CAST(? AS varchar)";

    private static final String SPELLED =
            """
            (SELECT CASE WHEN EXISTS (SELECT 1 FROM information_schema.settings
                                      WHERE setting_name = 'DATABASE_TO_LOWER'
                                      AND upper(setting_value) = 'TRUE') THEN lower(name)
                         WHEN EXISTS (SELECT 1 FROM information_schema.settings
                                      WHERE setting_name = 'DATABASE_TO_UPPER'
                                      AND upper(setting_value) = 'FALSE') THEN name
                         ELSE upper(name) END
             FROM (SELECT CAST(? AS varchar) AS name))\
            """;

    @Override
    Part table(@Nullable String schema, String table) {
        return and(schema("table_schema", schema), named("table_name", table));
    }

    @Override
    Part column(String column) {
        return named("column_name", column);
    }

    @Override
    String indexes() {
        return "indexes";
    }

    /** An index has a schema of its own, which is its table's. */
    @Override
    Part index(CatalogName wanted) {
        return and(schema("index_schema", wanted.schema()), named("index_name", wanted.name()));
    }

    private static Part schema(String column, @Nullable String schema) {
        return schema == null
                ? new Part(column + " = CURRENT_SCHEMA", List.of())
                : named(column, schema);
    }

    private static Part named(String column, String written) {
        return new Part(
                "%s = %s".formatted(column, isQuoted(written) ? AS_IT_IS : SPELLED),
                List.of(bare(written)));
    }
}
