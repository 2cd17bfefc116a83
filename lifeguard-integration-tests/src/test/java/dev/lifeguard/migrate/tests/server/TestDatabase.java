package dev.lifeguard.migrate.tests.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of one test's own, which is dropped when the test is over, with its roles. */
public final class TestDatabase implements AutoCloseable {

    /** What the tests' own connections call themselves, to be told apart from the others. */
    static final String APPLICATION = "test";

    /** Settings that a session takes when it begins. */
    private static final Pattern FOR_NEW_SESSIONS = Pattern.compile("ALTER (DATABASE|ROLE) ");

    private final PostgresServer server;
    private final String name;
    private final KeptConnection statements;
    private final List<String> roles = new ArrayList<>();

    private TestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
        this.statements = new KeptConnection(server.dataSource(name));
    }

    static TestDatabase create(PostgresServer server) {
        String name = newName();
        server.maintenance().execute("CREATE DATABASE " + name + server.byFiles());
        return new TestDatabase(server, name);
    }

    /** One that holds the same; nobody may be connected to this one meanwhile. */
    public TestDatabase copy() {
        statements.close();
        String copy = newName();
        server.maintenance().execute("CREATE DATABASE %s TEMPLATE %s".formatted(copy, name));
        return new TestDatabase(server, copy);
    }

    /** Gives it another name, under which this object does not know it; nobody may be connected. */
    public void rename(String other) {
        statements.close();
        server.maintenance().execute("ALTER DATABASE %s RENAME TO %s".formatted(name, other));
    }

    private static String newName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** Its name, of letters, digits and underscores. */
    public String name() {
        return name;
    }

    /** The server that it is on. */
    public PostgresServer server() {
        return server;
    }

    /** Connections as the superuser, each one new. */
    public PGSimpleDataSource dataSource() {
        return server.dataSource(name);
    }

    /** Connections as a role that {@link #createRole} made. */
    public PGSimpleDataSource dataSource(String role, String password) {
        PGSimpleDataSource dataSource = server.dataSource(name);
        dataSource.setUser(role);
        dataSource.setPassword(password);
        return dataSource;
    }

    /** The URL for connections as the superuser. */
    public String url() {
        return "jdbc:postgresql://%s:%s/%s?user=postgres"
                .formatted(server.host(), server.port(), name);
    }

    /**
     * Makes a role that may log in and no more, with a password in ASCII.
     *
     * @param purpose the role's name is the database's name and this
     * @return its name
     */
    public String createRole(String purpose, String password) {
        String role = name + "_" + purpose;
        execute(
                "CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE %s"
                        .formatted(
                                role, ScramVerifier.of(password), PostgresServer.PASSWORD_USERS));
        roles.add(role);
        return role;
    }

    /** A connection as the superuser, which the caller closes. */
    public Connection connect() {
        PGSimpleDataSource dataSource = dataSource();
        dataSource.setApplicationName(APPLICATION);
        try {
            return dataSource.getConnection();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Runs statements, each one committed, in a session that is or looks new: what they set is
     * forgotten, and what they set for new sessions counts for the next call.
     */
    public void execute(String... sql) {
        try {
            statements.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        if (Arrays.stream(sql).anyMatch(each -> FOR_NEW_SESSIONS.matcher(each).lookingAt())) {
            statements.close();
        }
    }

    /**
     * Sets how many connections that are not the superuser's may be open at a time, when none is.
     *
     * <p>The server counts a closed connection until its process has left, which is longer than
     * pg_stat_activity shows it. It renames a database only when it counts none, and waits up to
     * five seconds for that.
     */
    public void limitConnections(int connections) {
        String other = name + "_renamed";
        statements.close();
        server.maintenance()
                .execute(
                        "ALTER DATABASE %s RENAME TO %s".formatted(name, other),
                        "ALTER DATABASE %s RENAME TO %s".formatted(other, name),
                        "ALTER DATABASE %s CONNECTION LIMIT %s".formatted(name, connections));
    }

    /** The rows of a query, the values of each with a bar between them; null is empty. */
    public List<String> query(String sql, Object... values) {
        try {
            return statements.use(connection -> query(connection, sql, values));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The only row of a query. */
    public String value(String sql, Object... values) {
        List<String> rows = query(sql, values);
        if (rows.size() != 1) {
            throw new IllegalStateException("%s rows: %s".formatted(rows.size(), sql));
        }
        return rows.getFirst();
    }

    /** Whether there is a table, a view or an index of that name. */
    public boolean has(String relation) {
        return value("SELECT to_regclass(?) IS NOT NULL", relation).equals("t");
    }

    /** The rows of a query on a connection of the caller's. */
    public static List<String> query(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        }
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            String value = result.getString(column);
            values.add(value == null ? "" : value);
        }
        return String.join("|", values);
    }

    @Override
    public void close() {
        statements.close();
        server.maintenance().leave(name, roles);
    }
}
