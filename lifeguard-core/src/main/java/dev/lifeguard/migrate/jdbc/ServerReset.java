package dev.lifeguard.migrate.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a server of MariaDB or MySQL forget what it keeps for a session, as at a new login
 * (COM_RESET_CONNECTION), by what the drivers offer beyond JDBC: neither must be on the class path.
 *
 * <p>{@code reset()} of MariaDB's driver does it only where the URL says so; what it sends then is
 * sent here.
 */
final class ServerReset {

    private static final String MARIADB = "org.mariadb.jdbc.";

    private ServerReset() {}

    /** Whether it was done; not by a driver that has no way to it. */
    static boolean of(Connection connection) throws SQLException {
        try {
            for (ClassLoader loader : loaders(connection)) {
                if (ofMariaDb(connection, loader) || ofMySql(connection, loader)) {
                    return true;
                }
            }
            return false;
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("the driver could not reset the session", failed.getCause());
        } catch (ReflectiveOperationException otherVersion) {
            return false;
        }
    }

    private static List<ClassLoader> loaders(Connection connection) throws SQLException {
        List<ClassLoader> loaders = new ArrayList<>();
        for (Class<?> type :
                List.of(
                        connection.unwrap(Connection.class).getClass(),
                        connection.getMetaData().getClass(),
                        ServerReset.class)) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && !loaders.contains(loader)) {
                loaders.add(loader);
            }
        }
        return loaders;
    }

    private static boolean ofMariaDb(Connection connection, ClassLoader loader)
            throws SQLException, ReflectiveOperationException {
        Class<?> type = found(MARIADB + "Connection", loader);
        if (type == null || !connection.isWrapperFor(type)) {
            return false;
        }
        Object client = type.getMethod("getClient").invoke(connection.unwrap(type));
        Class<?> message = loader.loadClass(MARIADB + "message.ClientMessage");
        Class<?> clientType = loader.loadClass(MARIADB + "client.Client");
        Object reset =
                loader.loadClass(MARIADB + "message.client.ResetPacket")
                        .getField("INSTANCE")
                        .get(null);
        clientType.getMethod("execute", message, boolean.class).invoke(client, reset, true);
        // The driver knows of prepared statements that the server has forgotten.
        clientType.getMethod("reset").invoke(client);
        return true;
    }

    private static boolean ofMySql(Connection connection, ClassLoader loader)
            throws SQLException, ReflectiveOperationException {
        Class<?> type = found("com.mysql.cj.jdbc.JdbcConnection", loader);
        if (type == null || !connection.isWrapperFor(type)) {
            return false;
        }
        type.getMethod("resetServerState").invoke(connection.unwrap(type));
        return true;
    }

    private static @Nullable Class<?> found(String name, ClassLoader loader) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException | LinkageError other) {
            return null;
        }
    }
}
