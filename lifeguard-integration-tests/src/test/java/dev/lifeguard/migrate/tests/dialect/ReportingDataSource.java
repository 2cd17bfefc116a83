package dev.lifeguard.migrate.tests.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;

/** Connections of PostgreSQL's driver to a server that reports a parameter as another one would. */
final class ReportingDataSource {

    private ReportingDataSource() {}

    static DataSource of(DataSource real, String parameter, String value) {
        return WatchedDataSource.proxy(
                DataSource.class,
                (self, method, arguments) -> {
                    Object made = WatchedDataSource.invoke(real, method, arguments);
                    return made instanceof Connection connection
                            ? reporting(connection, parameter, value)
                            : made;
                });
    }

    private static Connection reporting(Connection real, String parameter, String value)
            throws SQLException {
        BaseConnection driver = real.unwrap(BaseConnection.class);
        return WatchedDataSource.proxy(
                BaseConnection.class,
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "getParameterStatus" ->
                                    parameter.equals(arguments[0])
                                            ? value
                                            : WatchedDataSource.invoke(driver, method, arguments);
                            case "isWrapperFor" -> true;
                            case "unwrap" -> self;
                            default -> WatchedDataSource.invoke(driver, method, arguments);
                        });
    }
}
