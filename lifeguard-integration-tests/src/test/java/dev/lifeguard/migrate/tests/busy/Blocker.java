package dev.lifeguard.migrate.tests.busy;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A session with an open transaction that keeps what others wait for. */
final class Blocker implements AutoCloseable {

    private final Connection connection;

    private Blocker(Connection connection) {
        this.connection = connection;
    }

    /** Begins a transaction and runs statements in it. */
    static Blocker in(TestDatabase database, String... statements) throws SQLException {
        return in(database.connect(), statements);
    }

    /** The same on a connection, which it closes. */
    static Blocker in(Connection connection, String... statements) throws SQLException {
        connection.setAutoCommit(false);
        Blocker blocker = new Blocker(connection);
        blocker.run(statements);
        return blocker;
    }

    /** Whether its session is still there. */
    boolean isAlive() throws SQLException {
        return connection.isValid(10);
    }

    /** Runs more statements in its transaction. */
    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The number of its server process. */
    String pid() throws SQLException {
        return TestDatabase.query(connection, "SELECT pg_backend_pid()").getFirst();
    }

    /** Ends the transaction. */
    void end() {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
