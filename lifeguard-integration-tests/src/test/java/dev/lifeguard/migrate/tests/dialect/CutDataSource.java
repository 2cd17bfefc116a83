package dev.lifeguard.migrate.tests.dialect;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Real connections, one of which breaks at a statement.
 *
 * @param target where they come from
 * @param sql the statement, as it is sent
 * @param moment when it breaks
 */
record CutDataSource(DataSource target, String sql, Moment moment) implements DataSource {

    /** When a connection breaks. */
    enum Moment {
        /** The server never sees the statement. */
        BEFORE,
        /** The server has done it, and its answer is lost. */
        AFTER
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = target.getConnection();
        return proxy(
                Connection.class,
                (self, method, arguments) -> {
                    // Behind the driver's own class there would be nothing to cut.
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    Object result = invoke(connection, method, arguments);
                    return method.getName().equals("createStatement")
                            ? cutting(connection, (Statement) result)
                            : result;
                });
    }

    private Statement cutting(Connection connection, Statement statement) {
        return proxy(
                Statement.class,
                (self, method, arguments) -> {
                    boolean cut =
                            method.getName().equals("execute")
                                    && arguments != null
                                    && arguments[0].equals(sql);
                    if (cut && moment == Moment.BEFORE) {
                        throw broken(connection);
                    }
                    Object result = invoke(statement, method, arguments);
                    if (cut) {
                        throw broken(connection);
                    }
                    return result;
                });
    }

    private static SQLException broken(Connection connection) throws SQLException {
        connection.close();
        return new SQLNonTransientConnectionException("cut off", "08006");
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static Object invoke(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        target.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
