package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Where the application may look for names: what is set for the roles and the database of a target.
 *
 * @param paths as they are set
 */
public record SearchPaths(List<String> paths) {

    private static final String SETTINGS =
            PgCatalog.sql(
                    """
                    SELECT DISTINCT pg_catalog.replace(
                        pg_catalog.substr(c, pg_catalog.strpos(c, '=') {+} 1), '"$user"',
                        COALESCE(pg_catalog.quote_ident(r.rolname), '"$user"'))
                    FROM pg_catalog.pg_db_role_setting s
                    LEFT JOIN pg_catalog.pg_database d ON d.oid {=} s.setdatabase
                    LEFT JOIN pg_catalog.pg_roles r ON r.oid {=} s.setrole,
                    pg_catalog.unnest(s.setconfig) c
                    WHERE ((s.setdatabase {=} 0) OR (d.datname {=} pg_catalog.current_database()))
                    AND (pg_catalog.lower(pg_catalog.split_part(c, '=', 1)) {=} 'search_path')
                    ORDER BY 1
                    """);

    /** Copies the list. */
    public SearchPaths {
        paths = List.copyOf(paths);
    }

    /** Reads them; none where they cannot be read. */
    public static SearchPaths of(DataSource target) {
        Set<String> paths = new LinkedHashSet<>();
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            while (row.next()) {
                paths.add(row.getString(1));
            }
        } catch (SQLException unseen) {
            // Then the usual one and those of the schemas are tried.
        }
        return new SearchPaths(List.copyOf(paths));
    }
}
