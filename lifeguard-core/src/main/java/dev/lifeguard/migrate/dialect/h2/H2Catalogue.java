package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.plain.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2's catalogue; a name without quotes is spelled there as the database's settings say. */
final class H2Catalogue extends Catalogue {

    private static final String AS_IT_IS = "CAST(? AS varchar)";

    private static final String SETTING =
            """
            EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SETTINGS
                    WHERE SETTING_NAME = '%s' AND upper(SETTING_VALUE) = '%s')\
            """;

    private static final String ANY_CASE =
            SETTING.formatted("CASE_INSENSITIVE_IDENTIFIERS", "TRUE");

    private static final String SPELLED =
            """
            (SELECT CASE WHEN %s THEN lower(name) WHEN %s THEN name ELSE upper(name) END
             FROM (SELECT CAST(? AS varchar) AS name))\
            """
                    .formatted(
                            SETTING.formatted("DATABASE_TO_LOWER", "TRUE"),
                            SETTING.formatted("DATABASE_TO_UPPER", "FALSE"));

    @Override
    protected Part table(@Nullable String schema, String table) {
        return and(schema("TABLE_SCHEMA", schema), named("TABLE_NAME", table));
    }

    @Override
    protected Part column(String column) {
        return named("COLUMN_NAME", column);
    }

    @Override
    protected String indexes() {
        return "indexes";
    }

    /** An index has a schema of its own, which is its table's. */
    @Override
    protected Part index(CatalogName wanted) {
        return and(schema("INDEX_SCHEMA", wanted.schema()), named("INDEX_NAME", wanted.name()));
    }

    private static Part schema(String column, @Nullable String schema) {
        return schema == null
                ? new Part(column + " = CURRENT_SCHEMA", List.of())
                : named(column, schema);
    }

    private static Part named(String column, String written) {
        String exact = isQuoted(written) ? AS_IT_IS : SPELLED;
        return new Part(
                "(%1$s = %2$s OR (%3$s AND lower(%1$s) = lower(%4$s)))"
                        .formatted(column, exact, ANY_CASE, AS_IT_IS),
                List.of(bare(written), bare(written)));
    }
}
