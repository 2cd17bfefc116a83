package dev.lifeguard.migrate.tests.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Real connections whose statements are told before they are sent, so that somebody else can do
 * something right then.
 *
 * @param target where they come from
 * @param meddler hears each statement's text, on the thread that runs it
 */
record MeddledDataSource(DataSource target, Consumer<String> meddler) implements WatchedDataSource {

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = target.getConnection();
        return WatchedDataSource.proxy(
                Connection.class,
                (self, method, arguments) -> {
                    // Behind the driver's own class there would be nothing to hear.
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    Object result = WatchedDataSource.invoke(connection, method, arguments);
                    return result instanceof Statement statement
                            ? told(method.getReturnType(), statement, arguments)
                            : result;
                });
    }

    /** A prepared one has its text from the call that made it. */
    private Object told(Class<?> type, Statement statement, Object[] prepared) {
        return WatchedDataSource.proxy(
                type,
                (self, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        meddler.accept((String) (arguments == null ? prepared : arguments)[0]);
                    }
                    return WatchedDataSource.invoke(statement, method, arguments);
                });
    }
}
