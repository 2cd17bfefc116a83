package dev.lifeguard.migrate.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes a value of a result's current row. */
@FunctionalInterface
public interface RowReader<T extends @Nullable Object> {

    /** Reads the row that the result stands on. */
    T read(ResultSet row) throws SQLException;
}
