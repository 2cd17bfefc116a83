package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds a migration up in its middle until it is opened. */
final class Gate implements AutoCloseable {

    /** What waits at it. */
    static final String SQL = "SET LOCAL lock_timeout = 0;\nSELECT pg_advisory_xact_lock(42);\n";

    private final Database database;
    private final Connection connection;

    private Gate(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    static Gate in(Database database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(42)");
        }
        return new Gate(database, connection);
    }

    /** Waits until somebody waits. */
    void awaitArrival() {
        Await.until(
                () ->
                        !database.query(
                                        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND"
                                                + " NOT granted AND database = (SELECT oid FROM"
                                                + " pg_database WHERE datname ="
                                                + " current_database())")
                                .isEmpty());
    }

    /** Lets everybody through. */
    void open() throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
