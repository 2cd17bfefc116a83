package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.file.UserCache;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that its JDBC driver finds by a URL, and how to log in. Never prints its secrets. */
public final class DriverAddress {

    private static final String SQLITE_DIRECTORY = "org.sqlite.tmpdir";
    private static final String SQLITE_WITHOUT_LIBRARY =
            "org.sqlite.NativeLibraryNotFoundException";

    private final String url;
    private final Properties login;
    private final String place;

    /** Null for one of those that this program brings along. */
    private final @Nullable Driver driver;

    /**
     * An address.
     *
     * @param url without user and password
     * @param login user and password, where they are known
     * @param place where it is, without any secret
     */
    DriverAddress(String url, Properties login, String place) {
        this(null, url, login, place);
    }

    /** An address of a driver that the user brings along. */
    DriverAddress(Driver driver, String url, String place) {
        this(driver, url, new Properties(), place);
    }

    private DriverAddress(@Nullable Driver driver, String url, Properties login, String place) {
        this.url = url;
        this.login = (Properties) login.clone();
        this.place = place;
        this.driver = driver;
    }

    /** The same with another user. */
    DriverAddress withUser(String user) {
        return with("user", user);
    }

    /** The same with another password. */
    DriverAddress withPassword(String password) {
        return with("password", password);
    }

    /** Another database of the same server, where it is a server's. */
    DriverAddress withDatabase(String other) {
        if (product() != DatabaseProduct.MARIADB) {
            return this;
        }
        String begin = url.replaceFirst("^(jdbc:[a-z:-]+//[^/?]*).*$", "$1");
        int query = url.indexOf('?');
        String parameters = query < 0 ? "" : url.substring(query);
        return new DriverAddress(driver, begin + "/" + other + parameters, login, place);
    }

    /** A file of H2 for which scripts mean the same. */
    DriverAddress withFile(Path file) {
        return product() == DatabaseProduct.H2 ? DriverUrl.h2(file, url) : this;
    }

    private DriverAddress with(String name, String value) {
        Properties changed = (Properties) login.clone();
        changed.setProperty(name, value);
        return new DriverAddress(driver, url, changed, place);
    }

    String url() {
        return url;
    }

    /** What the database is, by its driver. */
    DatabaseProduct product() {
        if (driver != null) {
            return OtherDriver.product(url);
        }
        return switch (url.split(":", 3)[1]) {
            case "sqlite" -> DatabaseProduct.SQLITE;
            case "h2" -> DatabaseProduct.H2;
            default -> DatabaseProduct.MARIADB;
        };
    }

    String login(String name) {
        return login.getProperty(name, "");
    }

    /** Refuses a database whose file is not there, and which a connection would make. */
    void requireFile() {
        MissingFile.refuse(url);
    }

    /** Connections without a pool. */
    DataSource dataSource() {
        if (url.startsWith("jdbc:sqlite:") && System.getProperty(SQLITE_DIRECTORY) == null) {
            // Its driver loads a library that it unpacks, by itself where everybody may write.
            new UserCache(System.getenv())
                    .directory()
                    .ifPresent(own -> System.setProperty(SQLITE_DIRECTORY, own.path().toString()));
        }
        return new ByDriver(this);
    }

    /** Where it is and as whom one logs in, without any secret. */
    @Override
    public String toString() {
        return place;
    }

    /** What {@link DataSource} asks for beside a connection has no use here. */
    private record ByDriver(DriverAddress address) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Driver driver = address.driver;
            Properties login = (Properties) address.login.clone();
            try {
                return driver == null
                        ? DriverManager.getConnection(address.url, login)
                        : Objects.requireNonNull(driver.connect(address.url, login));
            } catch (SQLException failure) {
                throw isWithoutLibrary(failure) ? withoutLibrary(failure) : failure;
            }
        }

        /** By its name: SQLite's driver may not be there. */
        private static boolean isWithoutLibrary(SQLException failure) {
            return failure.getCause() != null
                    && failure.getCause().getClass().getName().equals(SQLITE_WITHOUT_LIBRARY);
        }

        private static SQLException withoutLibrary(SQLException failure) {
            return new SQLException(
                    "the library of SQLite's driver could not be unpacked into \"%s\", or not be loaded from there; it needs a directory that can be written to and is not mounted noexec, and XDG_CACHE_HOME may name one"
                            .formatted(
                                    System.getProperty(
                                            SQLITE_DIRECTORY,
                                            System.getProperty("java.io.tmpdir", ""))),
                    failure.getSQLState(),
                    failure);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return DriverManager.getConnection(address.url, user, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public void setLogWriter(PrintWriter writer) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        /** Drivers know only the limit that holds for the whole process. */
        @Override
        public void setLoginTimeout(int seconds) {
            DriverManager.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() {
            return DriverManager.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("It wraps no " + type.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
