package dev.lifeguard.migrate.lint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** A look into a database: one transaction that may only read, on a connection of its own. */
record CatalogLook(Connection connection, AutoCommit before) implements AutoCloseable {

    /** It ends with the transaction. */
    private static final String PATH =
            """
            SELECT pg_catalog.set_config('search_path',
                pg_catalog.concat(pg_catalog.quote_ident(?::pg_catalog.text), ', ',
                    pg_catalog.current_setting('search_path')), true)
            """;

    /** How the connection is given back. */
    enum AutoCommit {
        ON,
        OFF
    }

    /**
     * Looks, and gives the connection back.
     *
     * @param first of the search path meanwhile, where it is not that of the connection
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException where there is none to be
     *     had, or it is lost
     */
    static <T> T into(DataSource dataSource, Optional<String> first, Function<Connection, T> look) {
        try (Connection connection = dataSource.getConnection();
                CatalogLook reading = begin(connection)) {
            if (first.isPresent()) {
                lookFirstIn(first.get(), connection);
            }
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

    private static void lookFirstIn(String schema, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PATH)) {
            statement.setString(1, schema);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(before == AutoCommit.ON);
    }
}
