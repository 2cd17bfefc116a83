package dev.lifeguard.migrate.tests.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Real connections, one of which breaks at a statement.
 *
 * @param target where they come from
 * @param sql the statement, as it is sent
 * @param moment when it breaks
 */
record CutDataSource(DataSource target, String sql, Moment moment) implements WatchedDataSource {

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
        return WatchedDataSource.proxy(
                Connection.class,
                (self, method, arguments) -> {
                    // Behind the driver's own class there would be nothing to cut.
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    Object result = WatchedDataSource.invoke(connection, method, arguments);
                    return method.getName().equals("createStatement")
                            ? cutting(connection, (Statement) result)
                            : result;
                });
    }

    private Statement cutting(Connection connection, Statement statement) {
        return WatchedDataSource.proxy(
                Statement.class,
                (self, method, arguments) -> {
                    boolean cut =
                            method.getName().equals("execute")
                                    && arguments != null
                                    && arguments[0].equals(sql);
                    if (cut && moment == Moment.BEFORE) {
                        throw broken(connection);
                    }
                    Object result = WatchedDataSource.invoke(statement, method, arguments);
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
}
