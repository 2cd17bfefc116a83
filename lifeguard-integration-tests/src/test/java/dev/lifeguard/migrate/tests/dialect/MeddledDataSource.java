package dev.lifeguard.migrate.tests.dialect;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Real connections whose statements are told before they are sent, so that somebody else can do
 * something right then.
 *
 * @param target where they come from
 * @param meddler hears each statement's text, on the thread that runs it
 */
record MeddledDataSource(DataSource target, Consumer<String> meddler) implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = target.getConnection();
        return CutDataSource.proxy(
                Connection.class,
                (self, method, arguments) -> {
                    // Behind the driver's own class there would be nothing to hear.
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    Object result = CutDataSource.invoke(connection, method, arguments);
                    return result instanceof Statement statement
                            ? told(method.getReturnType(), statement, arguments)
                            : result;
                });
    }

    /** A prepared one has its text from the call that made it. */
    private Object told(Class<?> type, Statement statement, Object[] prepared) {
        return CutDataSource.proxy(
                type,
                (self, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        meddler.accept((String) (arguments == null ? prepared : arguments)[0]);
                    }
                    return CutDataSource.invoke(statement, method, arguments);
                });
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
