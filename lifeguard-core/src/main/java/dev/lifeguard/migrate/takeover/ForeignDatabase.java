package dev.lifeguard.migrate.takeover;

import dev.lifeguard.migrate.error.ConfigurationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database in which another tool's history is looked for, in a transaction of this library's.
 * This library makes it, and may give it more methods.
 */
public interface ForeignDatabase {

    /** Which database it is. */
    Product product();

    /**
     * The tool's table, wherever it stands: nobody looks up names by himself, since the first table
     * of a name on a search path may be somebody else's.
     *
     * @param name {@code table} or {@code schema.table}, each perhaps between double quotes;
     *     without a schema it is looked for in the one that the state table is configured for, or
     *     else in those where the connection looks up names. Capitals make a difference only where
     *     there are several
     * @param columns in small letters, those by which the table is known to be the tool's: some
     *     tools have tables of one name
     * @throws ConfigurationException when there is none, is another tool's, or there are several;
     *     it names what there is
     */
    ForeignTable table(String name, Set<String> columns) throws SQLException;

    /** The same; empty where there is no table of that name that has those columns. */
    Optional<ForeignTable> find(String name, Set<String> columns) throws SQLException;

    /**
     * The names of tables that have those columns, wherever they stand, for what was not found: at
     * most 20. None where the state table is configured for a schema, since those of other schemas
     * are somebody else's then.
     *
     * @param columns in small letters
     */
    List<String> elsewhere(Set<String> columns) throws SQLException;

    /**
     * The rows of a statement that is the tool's own, as one that takes its lock.
     *
     * <p>It names nothing that others can make: functions and operators with their schema on
     * PostgreSQL ({@code pg_catalog.pg_try_advisory_xact_lock(?)}), tables by {@link
     * ForeignTable#sql}. It neither begins nor ends a transaction.
     *
     * @param values of its parameters, in their order
     */
    List<ForeignRow> query(String sql, @Nullable Object... values) throws SQLException;

    /** The databases. */
    enum Product {
        /** PostgreSQL, and what speaks like it. */
        POSTGRESQL,
        /** MariaDB and MySQL. */
        MARIADB,
        /** SQLite. */
        SQLITE,
        /** H2. */
        H2
    }
}
