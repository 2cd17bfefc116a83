package dev.lifeguard.migrate.tests.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One connection for short questions, each of which finds the session as a new one would be. A new
 * connection takes some 9 ms of processor time, this one half a millisecond.
 *
 * <ol>
 *   <li>Whoever asks while another thread does has a new connection of his own.
 *   <li>After each use the session discards what it was told. One that cannot, since it was lost or
 *       is in a transaction, is closed.
 *   <li>Before each use it is asked whether it is still there. One that is not is replaced.
 * </ol>
 */
final class KeptConnection implements AutoCloseable {

    private static final int SECONDS_TO_ANSWER = 5;

    private final PGSimpleDataSource dataSource;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<Connection> kept = Optional.empty();

    KeptConnection(PGSimpleDataSource dataSource) {
        this.dataSource = dataSource;
        dataSource.setApplicationName(TestDatabase.APPLICATION);
        // The name is part of the login then, and DISCARD ALL leaves it.
        dataSource.setAssumeMinServerVersion("9.0");
        // A test changes tables between two uses: no plan is kept.
        dataSource.setPrepareThreshold(0);
    }

    /** What is done with a connection. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T use(Use<T> use) throws SQLException {
        if (!turn.tryLock()) {
            try (Connection own = dataSource.getConnection()) {
                return use.with(own);
            }
        }
        try {
            Connection connection = take();
            try {
                return use.with(connection);
            } finally {
                giveBack(connection);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Runs statements, each one committed. */
    void execute(String... sql) throws SQLException {
        use(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        for (String each : sql) {
                            statement.execute(each);
                        }
                    }
                    return sql.length;
                });
    }

    private Connection take() throws SQLException {
        if (kept.isPresent() && !kept.get().isValid(SECONDS_TO_ANSWER)) {
            closeKept();
        }
        Connection connection = kept.isPresent() ? kept.get() : dataSource.getConnection();
        kept = Optional.empty();
        return connection;
    }

    private void giveBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
            kept = Optional.of(connection);
        } catch (SQLException lostOrInTransaction) {
            close(connection);
        }
    }

    private void closeKept() {
        kept.ifPresent(KeptConnection::close);
        kept = Optional.empty();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Ends the session, unless another thread is using it; the next use begins another one. */
    @Override
    public void close() {
        if (turn.tryLock()) {
            try {
                closeKept();
            } finally {
                turn.unlock();
            }
        }
    }
}
