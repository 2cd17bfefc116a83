package dev.lifeguard.migrate.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a data source gave, and how it goes back: as it was, or not at all.
 *
 * <p>It is used by the session's thread, but for {@link #abort()}, which any may call.
 */
final class BorrowedConnection {

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final @Nullable PgSession postgres;
    private final ConnectionFailures failures;
    private boolean spoiled;

    private BorrowedConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommitBefore = connection.getAutoCommit();
        this.postgres = postgres(connection);
        this.failures = new ConnectionFailures(connection, postgres);
    }

    /**
     * Takes one, and changes nothing that others would see.
     *
     * @throws SQLException when there is none
     */
    static BorrowedConnection from(DataSource dataSource) throws SQLException {
        Connection connection = connection(dataSource);
        try {
            return new BorrowedConnection(connection);
        } catch (SQLException unusable) {
            closeAfter(connection, unusable);
            throw unusable;
        }
    }

    /** A data source of an application's may fail in any way, also on the lease's thread. */
    @SuppressWarnings("IllegalCatch") // Whatever it throws is a connection that was not got.
    private static Connection connection(DataSource dataSource) throws SQLException {
        @Nullable Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError broken) {
            throw DataSourceFailedException.of(dataSource, broken);
        }
        if (connection == null) {
            throw DataSourceFailedException.ofNull(dataSource);
        }
        return connection;
    }

    // Without pgjdbc on the class path PgSession cannot even be loaded.
    private static @Nullable PgSession postgres(Connection connection) {
        try {
            return PgSession.of(connection);
        } catch (LinkageError otherDriver) {
            return null;
        }
    }

    Connection jdbc() {
        return connection;
    }

    /** What PostgreSQL's driver can do beyond JDBC; null where it is another driver. */
    @Nullable PgSession postgres() {
        return postgres;
    }

    ConnectionFailures failures() {
        return failures;
    }

    boolean autoCommitBefore() {
        return autoCommitBefore;
    }

    /** Whether a transaction is open on it; empty where the driver does not know. */
    Optional<Boolean> driverKnowsOfTransaction() {
        return postgres == null ? Optional.empty() : Optional.of(postgres.isInTransaction());
    }

    void useAutoCommit() throws SQLException {
        if (!autoCommitBefore) {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Takes back what the driver was told, and does no more: where somebody else's transaction is
     * open, closing the connection would roll that back.
     */
    void leave() {
        if (postgres != null) {
            postgres.giveBack();
        }
    }

    void closeAfter(SQLException failure) {
        closeAfter(connection, failure);
    }

    private static void closeAfter(Connection connection, SQLException failure) {
        try {
            connection.close();
        } catch (SQLException atClose) {
            failure.addSuppressed(atClose);
        }
    }

    /** Whether it is a pool's, which may make the next one wait for this one. */
    boolean isPooled() {
        try {
            return !connection.getClass().getName().startsWith("org.mariadb.jdbc.")
                    && !(postgres != null && postgres.isConnection(connection));
        } catch (LinkageError otherDriver) {
            return true;
        }
    }

    /** Something stays in the session that must reach nobody: it is not given back. */
    void spoil() {
        spoiled = true;
    }

    /** Ends it from any thread, also when its server does not answer; never fails. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | LinkageError notPossible) {
            SessionLog.LOG.debug("A connection could not be aborted", notPossible);
        }
    }

    /**
     * Gives it back as it was, or ends it where it is spoiled; never fails.
     *
     * @param cleanup what comes before, on a connection that is still open
     */
    void giveBack(SqlWork cleanup) {
        if (spoiled) {
            abort();
        } else {
            leave();
        }
        try (connection) {
            if (!connection.isClosed()) {
                cleanup.run();
                connection.setAutoCommit(autoCommitBefore);
            }
        } catch (SQLException broken) {
            SessionLog.LOG.debug("A connection could not be closed in order", broken);
        }
    }
}
