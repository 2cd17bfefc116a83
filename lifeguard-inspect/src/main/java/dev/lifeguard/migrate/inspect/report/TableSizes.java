package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How big the tables of a database are, by its catalogue: no table is read. */
final class TableSizes {

    /** Each with a row for each table: name, rows, bytes, bytes of its indexes, or null. */
    private static final String POSTGRESQL =
            PgCatalog.sql(
                    """
                    SELECT n.nspname {||} '.' {||} c.relname,
                           CASE WHEN c.reltuples {>=} 0 THEN c.reltuples::pg_catalog.int8 END,
                           CASE WHEN l.relation IS NULL
                                THEN pg_catalog.pg_total_relation_size(c.oid) END,
                           CASE WHEN l.relation IS NULL
                                THEN pg_catalog.pg_indexes_size(c.oid) END
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    LEFT JOIN (SELECT DISTINCT a.relation FROM pg_catalog.pg_locks a
                               WHERE a.mode {=} 'AccessExclusiveLock') l
                        ON l.relation {=} c.oid
                    WHERE c.relkind {=} ANY ('{r,p,m}')
                    AND n.nspname {!~} '^pg_' AND n.nspname {<>} 'information_schema'
                    """);

    private static final String MARIADB =
            """
            SELECT concat(t.table_schema, '.', t.table_name), t.table_rows,
                   t.data_length + t.index_length, t.index_length
            FROM information_schema.tables t
            WHERE t.table_schema = database() AND t.table_type = 'BASE TABLE'
            """;

    private static final String SQLITE =
            """
            SELECT 'main.' || s.name, NULL, NULL, NULL FROM sqlite_schema s
            WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """;

    private static final String H2 =
            """
            SELECT t.table_schema || '.' || t.table_name, t.row_count_estimate, NULL, NULL
            FROM information_schema.tables t
            WHERE t.table_type = 'BASE TABLE' AND t.table_schema <> 'INFORMATION_SCHEMA'
            """;

    private TableSizes() {}

    /**
     * Reads them. PostgreSQL asks for the lock of a table whose size it tells: one that a migration
     * has locked is left without, and none is waited for.
     */
    static List<TableSize> read(Connection connection, DatabaseProduct product)
            throws SQLException {
        if (product != DatabaseProduct.POSTGRESQL) {
            return all(connection, product);
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1s'");
            return all(connection, product);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<TableSize> all(Connection connection, DatabaseProduct product)
            throws SQLException {
        List<TableSize> sizes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql(product));
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                sizes.add(
                        new TableSize(
                                row.getString(1), number(row, 2), number(row, 3), number(row, 4)));
            }
        }
        return sizes;
    }

    private static String sql(DatabaseProduct product) {
        return switch (product) {
            case POSTGRESQL, COCKROACHDB, YUGABYTEDB -> POSTGRESQL;
            case MARIADB -> MARIADB;
            case SQLITE -> SQLITE;
            case H2 -> H2;
        };
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
