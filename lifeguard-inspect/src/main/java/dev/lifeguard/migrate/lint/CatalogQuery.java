package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A question to the catalogue. */
record CatalogQuery(Connection connection, String sql) {

    /** With operators in braces, so that nobody's own are taken for them. */
    CatalogQuery {
        sql = PgCatalog.sql(sql);
    }

    /** Reads one row. */
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    /**
     * All rows.
     *
     * @param reader may give no null
     * @param values in the order of the question marks
     */
    <T> List<T> rows(RowReader<T> reader, Object... values) {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /** What is told of a database that does not answer. */
    static DatabaseUnreachableException unreadable(SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The catalogue of the database cannot be read for lint: %s. Nothing was changed."
                                .formatted(failure.getMessage()),
                        failure.getSQLState()),
                failure);
    }
}
