package dev.lifeguard.migrate.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** A server and how to log in: everything that a connection needs. Never prints its secrets. */
public final class ServerAddress {

    /** One host and its port. */
    public record Host(String name, int port) {

        /** The port where none is named. */
        static final int DEFAULT_PORT = 5432;

        /** Where PostgreSQL's own programs look for a socket, and name it "localhost". */
        private static final Set<String> USUAL = Set.of("/tmp", "/var/run/postgresql");

        /** Whether it is the directory of a Unix socket. */
        boolean isSocket() {
            return name.startsWith("/");
        }

        /** The socket in the directory. */
        String socket() {
            return name + "/.s.PGSQL." + port;
        }

        /** What a password file calls it. */
        String inPasswordFile() {
            return USUAL.contains(name) ? "localhost" : name;
        }

        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    private final List<Host> hosts;
    private final String database;
    private final Map<String, String> properties;

    /**
     * An address.
     *
     * @param properties the driver's, user and password among them
     */
    ServerAddress(List<Host> hosts, String database, Map<String, String> properties) {
        this.hosts = List.copyOf(hosts);
        this.database = database;
        this.properties = new TreeMap<>(properties);
        DriverProperty.check(properties);
        defaults(this.properties);
    }

    /** The same with another user. */
    ServerAddress withUser(String user) {
        return with(PGProperty.USER, user);
    }

    /** The same with another password. */
    ServerAddress withPassword(String password) {
        return with(PGProperty.PASSWORD, password);
    }

    /** Another database of the same server. */
    ServerAddress withDatabase(String other) {
        return new ServerAddress(hosts, other, properties);
    }

    private ServerAddress with(PGProperty name, String value) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.put(name.getName(), value);
        return new ServerAddress(hosts, database, changed);
    }

    /** The hosts, in the order in which they are tried. */
    List<Host> hosts() {
        return hosts;
    }

    String database() {
        return database;
    }

    /** The driver's property, or nothing. */
    String property(PGProperty name) {
        return properties.getOrDefault(name.getName(), "");
    }

    /**
     * Connections without a pool.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when the driver does not know a
     *     property
     */
    DataSource dataSource() {
        PGSimpleDataSource source = new Direct();
        source.setServerNames(
                hosts.stream()
                        .map(host -> host.isSocket() ? "localhost" : host.name())
                        .toArray(String[]::new));
        source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
        source.setDatabaseName(database);
        properties.forEach((name, value) -> set(source, name, value));
        return source;
    }

    private void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException unknown) {
            // Not its message: it may quote what belongs to a password.
            throw DriverProperty.unknown(name, properties);
        }
    }

    /**
     * With a known server version the driver sends its settings with the login, and not in
     * statements after it. Migrations run for long, so only the login has a time limit. The driver
     * names no statements on the server, its own ROLLBACK among them: behind a pooler the names
     * stay in sessions of others.
     */
    private static void defaults(Map<String, String> properties) {
        properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "lifeguard-migrate");
        properties.putIfAbsent(PGProperty.ASSUME_MIN_SERVER_VERSION.getName(), "14");
        properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), "10");
        properties.putIfAbsent(PGProperty.LOGIN_TIMEOUT.getName(), "30");
        properties.putIfAbsent(PGProperty.PREPARE_THRESHOLD.getName(), "0");
        properties.putIfAbsent(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    }

    /**
     * The driver's own source, without {@link java.sql.DriverManager}, which sets up the drivers of
     * all databases to find the one that takes a URL.
     */
    private static final class Direct extends PGSimpleDataSource {

        private static final long serialVersionUID = 1;

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password)
                throws SQLException {
            Properties login = new Properties();
            if (user != null) {
                login.setProperty(PGProperty.USER.getName(), user);
            }
            if (password != null) {
                login.setProperty(PGProperty.PASSWORD.getName(), password);
            }
            return Objects.requireNonNull(new Driver().connect(getUrl(), login));
        }
    }

    /** Where it is and as whom one logs in, without any secret. */
    @Override
    public String toString() {
        String user = property(PGProperty.USER);
        StringJoiner places = new StringJoiner(",");
        hosts.forEach(host -> places.add(host.toString()));
        return (user.isEmpty() ? "" : user + "@") + places + "/" + database;
    }
}
