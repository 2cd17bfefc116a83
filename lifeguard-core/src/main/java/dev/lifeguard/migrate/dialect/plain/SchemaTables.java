package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables of other tools in {@code information_schema}, on MariaDB, MySQL and H2.
 *
 * @param place the place of the schema {@code t.TABLE_SCHEMA} among those where names are looked up
 */
public record SchemaTables(String place) {

    /**
     * By their name as the catalogue spells it. It is compared with a value and no function, since
     * MariaDB opens every table of the server else.
     */
    public BoundSql named(String table) {
        return named("t.TABLE_NAME = ? AND c.TABLE_NAME = ?", table, table);
    }

    /** By their name in any capitals. */
    public BoundSql namedInAnyCase(String table) {
        return named("lower(t.TABLE_NAME) = lower(?)", table);
    }

    private BoundSql named(String condition, @Nullable Object... values) {
        return BoundSql.of(
                """
                SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, %s AS place,
                       false AS hidden
                FROM INFORMATION_SCHEMA.TABLES t
                JOIN INFORMATION_SCHEMA.COLUMNS c
                    ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
                WHERE %s AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
                """
                        .formatted(place, condition),
                values);
    }

    /** How tables of a name are spelled; of the names alone MariaDB opens no table. */
    public static BoundSql spellings(String table) {
        return BoundSql.of(
                """
                SELECT DISTINCT CAST(t.TABLE_NAME AS BINARY) AS spelled
                FROM INFORMATION_SCHEMA.TABLES t
                WHERE lower(t.TABLE_NAME) = lower(?)
                """,
                table);
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
                WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
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
