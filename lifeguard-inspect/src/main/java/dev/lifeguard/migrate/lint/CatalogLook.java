package dev.lifeguard.migrate.lint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;

/** A look into a database: one transaction that may only read, on a connection of its own. */
record CatalogLook(Connection connection, AutoCommit before) implements AutoCloseable {

    /** How the connection is given back. */
    enum AutoCommit {
        ON,
        OFF
    }

    /**
     * Looks, and gives the connection back.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException where there is none to be
     *     had, or it is lost
     */
    static <T> T into(DataSource dataSource, Function<Connection, T> look) {
        try (Connection connection = dataSource.getConnection();
                CatalogLook reading = begin(connection)) {
            return look.apply(reading.connection());
        } catch (SQLException failure) {
            throw CatalogQuery.unreadable(failure);
        }
    }

    private static CatalogLook begin(Connection connection) throws SQLException {
        AutoCommit before = connection.getAutoCommit() ? AutoCommit.ON : AutoCommit.OFF;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY");
        }
        return new CatalogLook(connection, before);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(before == AutoCommit.ON);
    }
}
