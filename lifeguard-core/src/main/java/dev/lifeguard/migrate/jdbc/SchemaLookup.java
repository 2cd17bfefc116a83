package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;

/**
 * Looks for tables, columns and indexes by name, in the schema that the connection resolves first
 * where the name has none.
 *
 * <p>Names differ in their case only where the database makes a difference.
 */
public sealed interface SchemaLookup permits MetaDataLookup, PostgresLookup {

    /** Whether there is a table of that name. */
    boolean hasTable(String name) throws SQLException;

    /** Whether there is a column of that name. */
    boolean hasColumn(String table, String column) throws SQLException;

    /** Whether there is an index of that name on a table. */
    boolean hasIndex(String table, String index) throws SQLException;
}
