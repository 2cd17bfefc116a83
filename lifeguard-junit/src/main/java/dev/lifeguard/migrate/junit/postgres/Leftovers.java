package dev.lifeguard.migrate.junit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases of runs that ended without dropping them, and templates that are no longer among the
 * newest. Only those of this user; what another run uses is left alone.
 */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static final int TEMPLATES_KEPT = 20;

    /** The number of the run is the last part of a name; a comment says until when one is kept. */
    private static final String OF_DEAD_RUNS =
            """
            SELECT d.datname FROM pg_catalog.pg_database d
            WHERE d.datdba = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
                AND (d.datname LIKE 'lg\\_test\\_%%' OR d.datname LIKE 'lg\\_making\\_%%')
                AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_stat_activity a
                    WHERE a.application_name = '%s' || right(d.datname, 8)
                )
                AND coalesce(
                    substring(
                        pg_catalog.shobj_description(d.oid, 'pg_database')
                        FROM '%s(\\S+)'
                    )::timestamptz < now(),
                    true
                )
            """
                    .formatted(PostgresServer.RUN_PREFIX, Clones.KEPT_UNTIL);

    /** Newer databases have greater numbers. */
    private static final String OLD_TEMPLATES =
            """
            SELECT d.datname FROM pg_catalog.pg_database d
            WHERE d.datdba = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
                AND d.datname LIKE 'lg\\_template\\_%%'
            ORDER BY d.oid DESC
            OFFSET %s
            """
                    .formatted(TEMPLATES_KEPT);

    private Leftovers() {}

    /** Drops them; what cannot be dropped is left to another run. */
    static void drop(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            for (String name : names(statement, OF_DEAD_RUNS)) {
                drop(statement, name);
            }
            for (String name : names(statement, OLD_TEMPLATES)) {
                drop(statement, name);
            }
        } catch (SQLException failure) {
            LOG.debug("Leftovers of other runs stay", failure);
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void drop(Statement statement, String name) {
        try {
            Template.drop(statement, name);
            LOG.debug("Dropped {} of an earlier run", name);
        } catch (SQLException stays) {
            LOG.debug("Cannot drop {} of an earlier run", name, stays);
        }
    }
}
