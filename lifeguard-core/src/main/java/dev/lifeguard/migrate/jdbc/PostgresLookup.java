package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks on PostgreSQL without the driver, whose queries on the catalogue leave it to the search
 * path whose functions and operators they mean.
 */
final class PostgresLookup implements SchemaLookup {

    private static final String TABLE =
            """
            SELECT 1
            FROM pg_catalog.pg_class t
            JOIN pg_catalog.pg_namespace n ON n.oid {=} t.relnamespace
            {joins}
            WHERE t.relname {=} ?::pg_catalog.name
            AND n.nspname {=} coalesce(?::pg_catalog.name, pg_catalog.current_schema())
            AND t.relkind {=} ANY ('{r,p,f}')
            """;

    private static final String COLUMN =
            """
            JOIN pg_catalog.pg_attribute a
                ON a.attrelid {=} t.oid AND a.attnum {>} 0 AND NOT a.attisdropped
                AND a.attname {=} ?::pg_catalog.name
            """;

    private static final String INDEX =
            """
            JOIN pg_catalog.pg_index i ON i.indrelid {=} t.oid
            JOIN pg_catalog.pg_class c
                ON c.oid {=} i.indexrelid AND c.relname {=} ?::pg_catalog.name
            """;

    private final Session session;

    PostgresLookup(Session session) {
        this.session = session;
    }

    @Override
    public boolean hasTable(String name) throws SQLException {
        return finds("", List.of(), name);
    }

    @Override
    public boolean hasColumn(String table, String column) throws SQLException {
        return finds(COLUMN, List.of(column), table);
    }

    @Override
    public boolean hasIndex(String table, String index) throws SQLException {
        return finds(INDEX, List.of(index), table);
    }

    private boolean finds(String joins, List<String> joined, String table) throws SQLException {
        int dot = table.indexOf('.');
        List<@Nullable Object> values = new ArrayList<>(joined);
        values.addAll(
                Arrays.asList(table.substring(dot + 1), dot < 0 ? null : table.substring(0, dot)));
        String sql = PgCatalog.sql(TABLE.replace("{joins}", joins));
        return !session.query(new BoundSql(sql, values), row -> row.getInt(1)).isEmpty();
    }
}
