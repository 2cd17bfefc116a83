package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that cannot be reached or lets nobody in; no message ever holds a password. */
@OnPostgres
final class ConnectTest {

    private static final String PASSWORD = "hunter2-is-secret";

    @AutoClose private final Project project;
    private final TestDatabase database;

    ConnectTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private void requireUnreachable(LifeguardException failure, String sqlState, String message) {
        assertThat(failure).isInstanceOf(DatabaseUnreachableException.class);
        assertThat(failure.kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
        assertThat(failure.detail().sqlState()).isEqualTo(sqlState);
        assertThat(failure).hasMessage("LG-501 " + message);
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aWrongPasswordIsTold() {
        String role = database.createRole("login", "another");

        requireUnreachable(
                failureOf(() -> project.migrator(database.dataSource(role, PASSWORD)).build().up()),
                "28P01",
                ("The database refused the login: password authentication failed for user \"%s\""
                                + " (SQLState 28P01). Check the user and the password.")
                        .formatted(role));
    }

    @Test
    void aUserThatDoesNotExistIsTold() {
        requireUnreachable(
                failureOf(
                        () ->
                                project.migrator(database.dataSource("nobody", PASSWORD))
                                        .build()
                                        .up()),
                "28000",
                "The database refused the login: role \"nobody\" does not exist (SQLState 28000)."
                        + " Check the user and the password.");
    }

    @Test
    void aDatabaseThatDoesNotExistIsTold() {
        PGSimpleDataSource dataSource = database.dataSource("postgres", PASSWORD);
        dataSource.setDatabaseName("nowhere");

        requireUnreachable(
                failureOf(() -> project.migrator(dataSource).build().up()),
                "3D000",
                "The database does not exist: database \"nowhere\" does not exist (SQLState 3D000)."
                        + " Create it, or name another one.");
    }

    @Test
    void aPortThatNobodyListensOnIsTold() throws IOException {
        int port = freePort();
        PGSimpleDataSource dataSource = database.dataSource("postgres", PASSWORD);
        dataSource.setPortNumbers(new int[] {port});

        requireUnreachable(
                failureOf(() -> project.migrator(dataSource).build().status()),
                "08001",
                ("The database cannot be reached: Connection to 127.0.0.1:%d refused. Check that"
                     + " the hostname and port are correct and that the postmaster is accepting"
                     + " TCP/IP connections (SQLState 08001). Check the host, the port, and that"
                     + " the server runs.")
                        .formatted(port));
    }

    @Test
    void aHostThatDoesNotExistIsTold() {
        PGSimpleDataSource dataSource = database.dataSource("postgres", PASSWORD);
        dataSource.setServerNames(new String[] {"no-such-host.invalid"});

        requireUnreachable(
                failureOf(() -> project.migrator(dataSource).build().status()),
                "08001",
                "The database cannot be reached: The connection attempt failed (SQLState 08001)."
                        + " Check the host, the port, and that the server runs.");
    }

    @Test
    void aPoolsWordsAreNotInTheWayOfTheServers() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource("nobody", PASSWORD));
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            requireUnreachable(
                    failureOf(() -> project.migrator(pool).build().up()),
                    "28000",
                    "The database refused the login: role \"nobody\" does not exist (SQLState"
                            + " 28000). Check the user and the password.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
