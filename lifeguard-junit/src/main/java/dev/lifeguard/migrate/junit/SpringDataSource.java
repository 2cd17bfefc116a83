package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of an application that lives longer than a test: each test's own database while
 * that runs, and one of the application's before and behind. Without a pool, whose connections
 * would be to another test's database.
 */
final class SpringDataSource implements DataSource, AutoCloseable {

    /** A test and its database. */
    private record Current(Object test, CopiedDatabase database) {}

    private final DatabaseRegistry registry = new DatabaseRegistry();
    private final MigratedDatabases databases;
    private @Nullable CopiedDatabase own;
    private @Nullable Current current;

    SpringDataSource(DatabaseRequest request) {
        this.databases = registry.databases(request);
    }

    /**
     * A test begins, or goes on.
     *
     * @param test the same object while it is the same test
     */
    synchronized void begin(Object test) {
        Current now = current;
        if (now == null) {
            current = new Current(test, databases.take());
        } else if (!now.test().equals(test)) {
            throw Refused.because(
                    "Two tests with the same Spring context run at the same time, and its data"
                            + " source can be on the database of one of them only. Run them one"
                            + " after the other: @Execution(ExecutionMode.SAME_THREAD).");
        }
    }

    /** The test ended. */
    synchronized void end(@Nullable String keptFor) {
        Current now = current;
        current = null;
        if (now != null && keptFor != null) {
            HeldDatabase.keep(databases, now.database(), keptFor);
        } else if (now != null) {
            databases.drop(now.database());
        }
    }

    /** The one that connections are to now. */
    synchronized CopiedDatabase database() {
        Current now = current;
        if (now != null) {
            return now.database();
        }
        CopiedDatabase used = own;
        if (used == null) {
            used = databases.take();
            own = used;
        }
        return used;
    }

    /** With the application. */
    @Override
    public synchronized void close() {
        end(null);
        CopiedDatabase used = own;
        own = null;
        if (used != null) {
            databases.drop(used);
        }
        registry.close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database().dataSource().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return database().dataSource().getConnection(user, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return database().dataSource().getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return database().dataSource().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || database().dataSource().isWrapperFor(type);
    }
}
