package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables of other tools in {@code information_schema}, on MariaDB, MySQL and H2.
 *
 * @param place the place of the schema {@code t.TABLE_SCHEMA} among those where names are looked up
 */
public record SchemaTables(String place) {

    /**
     * By their name: as it is given, in small letters and in capitals, since MariaDB looks at no
     * other tables then.
     */
    public BoundSql named(String table) {
        List<String> spellings = new ArrayList<>(List.of(table));
        spellings.add(table.toLowerCase(Locale.ROOT));
        spellings.add(table.toUpperCase(Locale.ROOT));
        List<String> parts = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (String spelling : spellings.stream().distinct().toList()) {
            parts.add(
                    """
                    SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, %s AS place,
                           false AS hidden
                    FROM INFORMATION_SCHEMA.TABLES t
                    JOIN INFORMATION_SCHEMA.COLUMNS c
                        ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
                    WHERE t.TABLE_NAME = ? AND c.TABLE_NAME = ? AND t.TABLE_TYPE = 'BASE TABLE'
                    """
                            .formatted(place));
            values.add(spelling);
            values.add(spelling);
        }
        return new BoundSql(String.join("UNION\n", parts), values);
    }

    /** By their columns. */
    public static BoundSql with(List<String> columns) {
        List<@Nullable Object> values = new ArrayList<>(columns);
        values.add(columns.size());
        return new BoundSql(
                """
                SELECT t.TABLE_SCHEMA, t.TABLE_NAME
                FROM INFORMATION_SCHEMA.TABLES t
                JOIN INFORMATION_SCHEMA.COLUMNS c
                    ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
                WHERE t.TABLE_TYPE = 'BASE TABLE'
                AND lower(t.TABLE_SCHEMA) NOT IN ('information_schema', 'mysql', 'sys',
                                                  'performance_schema')
                AND lower(c.COLUMN_NAME) IN (%s)
                GROUP BY t.TABLE_SCHEMA, t.TABLE_NAME
                HAVING count(*) = ?
                ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME
                LIMIT 20
                """
                        .formatted(String.join(", ", columns.stream().map(each -> "?").toList())),
                values);
    }
}
