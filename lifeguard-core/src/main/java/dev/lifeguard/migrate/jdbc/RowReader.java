package dev.lifeguard.migrate.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of a result's current row. */
@FunctionalInterface
public interface RowReader<T> {

    /** Reads the row that the result stands on. */
    T read(ResultSet row) throws SQLException;
}
