package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where names without a schema go in a database of PostgreSQL, as the database, the role or the URL
 * sets it.
 *
 * @param searchPath as SQL writes it, for any user
 * @param schema what has the table of the history by that, and was there before the first migration
 *     therefore; empty where that is public
 */
record PostgresPlace(String searchPath, Optional<String> schema) {

    /** The usual path names the user's own schema, which mostly is not there. */
    private static final String QUERY =
            PgCatalog.sql(
                    """
                    SELECT CASE WHEN pg_catalog.to_regnamespace(pg_catalog.quote_ident(current_user))
                                IS NULL AND (pg_catalog.current_setting('search_path')
                                {=} '"$user", public') THEN ''
                           ELSE pg_catalog.replace(pg_catalog.current_setting('search_path'),
                                '"$user"', pg_catalog.quote_ident(current_user)) END,
                        (SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_namespace n
                         WHERE (n.nspname {=} pg_catalog.current_schema())
                         AND (n.nspname {<>} 'public')
                         AND EXISTS (
                             SELECT FROM pg_catalog.pg_class c
                             JOIN pg_catalog.pg_attribute a ON a.attrelid {=} c.oid
                             WHERE (c.relnamespace {=} n.oid) AND (c.relkind {=} 'r')
                             AND a.attname::pg_catalog.text {=} ANY (
                                 ARRAY['version', 'checksum', 'applied_at', 'success'])
                             GROUP BY c.oid HAVING pg_catalog.count(*) {=} 4))
                    """);

    /** That of a database. */
    static PostgresPlace of(DataSource target) throws SQLException {
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new PostgresPlace(row.getString(1), Optional.ofNullable(row.getString(2)));
        }
    }

    /** Gives it to a database that is empty. */
    void giveTo(PostgresDatabase database, MaintenanceSession session) throws SQLException {
        if (!searchPath.isEmpty()) {
            session.run(
                    "ALTER DATABASE \"%s\" SET search_path = %s"
                            .formatted(database.name(), searchPath));
        }
        if (schema.isPresent()) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema.get());
            }
        }
    }
}
