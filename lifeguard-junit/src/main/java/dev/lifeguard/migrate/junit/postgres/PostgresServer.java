package dev.lifeguard.migrate.junit.postgres;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import dev.lifeguard.migrate.connect.file.UserCache;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL on which this run makes databases, as one user.
 *
 * <p>The run has a number, which the names of its databases have. As long as it has a session whose
 * {@code application_name} says that number, no other run takes its databases for leftovers.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What a session says of the run that it is the sign of life of. */
    static final String RUN_PREFIX = "lifeguard-junit run ";

    private final PGSimpleDataSource maintenance;
    private final @Nullable EmbeddedServer embedded;
    private final String run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final AtomicLong number = new AtomicLong();
    private final AtomicBoolean keepsRunning = new AtomicBoolean();
    private final Connection signOfLife;
    private final int version;

    private PostgresServer(PGSimpleDataSource maintenance, @Nullable EmbeddedServer embedded) {
        this.maintenance = maintenance;
        this.embedded = embedded;
        try {
            this.signOfLife = signOfLife();
            this.version = Integer.parseInt(asked("SHOW server_version_num"));
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The server of the tests cannot be used", failure);
        }
        requireRights();
    }

    /** The one that the tests of this user on this machine share; it is started where none runs. */
    public static PostgresServer embedded() {
        EmbeddedServer server =
                EmbeddedServer.share(
                        directory(), ServerCaller.silent(PATIENCE, "by running fewer at once"));
        try {
            JdbcLogin login = server.login();
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(login.url());
            source.setUser(login.user());
            source.setPassword(login.password());
            return new PostgresServer(source, server);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /**
     * One that runs somewhere.
     *
     * @param maintenance connections to a database of it that is there already
     */
    public static PostgresServer at(PGSimpleDataSource maintenance) {
        return new PostgresServer(maintenance, null);
    }

    private static Path directory() {
        try {
            Path otherwise =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "lifeguard-migrate-" + System.getProperty("user.name"));
            PrivateDirectory cache = new UserCache(System.getenv()).orElse(otherwise);
            return cache.path().resolve("junit");
        } catch (IOException unusable) {
            throw Refused.because(
                    "No directory for the embedded PostgreSQL of the tests could be made: %s."
                            .formatted(FaultText.of(unusable)),
                    unusable);
        }
    }

    private Connection signOfLife() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_session_timeout = 0");
            statement.execute("SET application_name = '%s%s'".formatted(RUN_PREFIX, run));
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private void requireRights() {
        try {
            String may =
                    asked(
                            """
                            SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles
                            WHERE rolname = current_user
                            """);
            if (may.equals("t")) {
                return;
            }
            String user = asked("SELECT current_user");
            close();
            throw Refused.because(
                    ("The user \"%s\" may not make databases on the server of"
                                    + " @MigratedDatabase(url = …). As a superuser, run: ALTER ROLE"
                                    + " \"%s\" CREATEDB.")
                            .formatted(user, user.replace("\"", "\"\"")));
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The server of the tests cannot be used", failure);
        }
    }

    private String asked(String query) throws SQLException {
        try (Statement statement = signOfLife.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The number of this run, of 8 hexadecimal digits. */
    String run() {
        return run;
    }

    /** A name that no other database has: what is given, a number, and the run. */
    String nextName(String prefix) {
        return "%s%s_%s".formatted(prefix, number.incrementAndGet(), run);
    }

    /** The server's version as a number: 180006 for 18.6. */
    int version() {
        return version;
    }

    /** A session in the database that is there already. */
    Connection connect() throws SQLException {
        return maintenance.getConnection();
    }

    /** A database of it. */
    CopiedDatabase database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(maintenance.getURL());
        source.setDatabaseName(name);
        String url = source.getURL();
        String user = String.valueOf(maintenance.getUser());
        String password = maintenance.getPassword() == null ? "" : maintenance.getPassword();
        source.setUser(user);
        source.setPassword(password);
        return new CopiedDatabase(name, url, user, password, source);
    }

    /** How a person looks at a database of it, without the password. */
    String howToLookAt(String name) {
        String psql =
                "psql -h %s -p %s -U %s -d %s"
                        .formatted(
                                maintenance.getServerNames()[0],
                                maintenance.getPortNumbers()[0],
                                maintenance.getUser(),
                                name);
        return embedded == null
                ? psql
                : "PGPASSWORD=$(cat \"%s\") %s"
                        .formatted(embedded.directory().resolve("password"), psql);
    }

    /** Lets an embedded server run on when this run ends, for somebody to look at it. */
    void keepRunning() {
        keepsRunning.set(true);
    }

    @Override
    public void close() {
        try {
            signOfLife.close();
        } catch (SQLException gone) {
            // Then it is no sign of life any more.
        }
        if (embedded != null) {
            if (keepsRunning.get()) {
                embedded.leave();
            } else {
                embedded.close();
            }
        }
    }
}
