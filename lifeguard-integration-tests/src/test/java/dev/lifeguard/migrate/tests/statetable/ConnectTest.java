package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.FreePort;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
                "The database did not admit this login: role \"nobody\" does not exist (SQLState"
                        + " 28000). Check the user, and whether pg_hba.conf admits it from this"
                        + " host, to this database and in this way (TLS, client certificate).");
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
    void aPortThatNobodyListensOnIsTold() {
        int port = FreePort.find();
        PGSimpleDataSource dataSource = database.dataSource("postgres", PASSWORD);
        dataSource.setPortNumbers(new int[] {port});

        requireUnreachable(
                failureOf(() -> project.migrator(dataSource).build().status()),
                "08001",
                ("The database cannot be reached: Connection to 127.0.0.1:%s refused. Check that"
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
                "The database cannot be reached: The connection attempt failed: unknown host"
                    + " no-such-host.invalid (SQLState 08001). Check the host, the port, and that"
                    + " the server runs.");
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
                    "The database did not admit this login: role \"nobody\" does not exist"
                            + " (SQLState 28000). Check the user, and whether pg_hba.conf admits it"
                            + " from this host, to this database and in this way (TLS, client"
                            + " certificate).");
        }
    }

    @Test
    void aDatabaseThatComesUpLaterIsWaitedFor() throws IOException {
        int port = FreePort.find();
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setPortNumbers(new int[] {port});
        List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
        Background<MigrationReport> run =
                Background.start(
                        () ->
                                project.migrator(dataSource)
                                        .connectTimeout(Duration.ofSeconds(60))
                                        .listener(heard::add)
                                        .build()
                                        .up());
        Await.until("it waits", () -> !heard.isEmpty());
        assertThat(heard)
                .singleElement()
                .isEqualTo(
                        new ToldEvent.DatabaseWaiting(
                                ("Connection to 127.0.0.1:%s refused. Check that the hostname and"
                                     + " port are correct and that the postmaster is accepting"
                                     + " TCP/IP connections (SQLState 08001)")
                                        .formatted(port),
                                Duration.ofSeconds(60)));

        try (WireTap server = WireTap.before(database, port)) {
            assertThat(run.result().applied()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseThatDoesNotComeUpIsGivenUp() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setPortNumbers(new int[] {FreePort.find()});

        assertThat(
                        failureOf(
                                () ->
                                        project.migrator(dataSource)
                                                .connectTimeout(Duration.ofMillis(300))
                                                .build()
                                                .up()))
                .hasMessageStartingWith("LG-501 The database cannot be reached: ")
                .hasMessageMatching(
                        "(?s).* that the server runs\\. It was tried for \\d\\.\\d s\\.");
    }

    @Test
    void whoeverListensThereDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PGSimpleDataSource dataSource = database.dataSource();
            dataSource.setPortNumbers(new int[] {silent.getLocalPort()});
            dataSource.setLoginTimeout(1);

            assertThat(failureOf(() -> project.migrator(dataSource).build().up()))
                    .hasMessage(
                            "LG-501 The database cannot be reached: nobody has answered the login"
                                    + " within 1 s (SQLState 08001). Check the host, the"
                                    + " port, and that the server runs.");
        }
    }

    @Test
    void aRefusedLoginIsNotTriedAgain() {
        List<MigrationEvent> heard = new CopyOnWriteArrayList<>();

        failureOf(
                () ->
                        project.migrator(database.dataSource("nobody", PASSWORD))
                                .connectTimeout(Duration.ofMinutes(5))
                                .listener(heard::add)
                                .build()
                                .up());

        assertThat(heard).isEmpty();
    }

    @Test
    void aServerWithoutAFreeConnectionIsTriedAgain() throws SQLException {
        String role = database.createRole("one_place", "x");
        database.execute("ALTER ROLE %s CONNECTION LIMIT 1".formatted(role));
        PGSimpleDataSource dataSource = database.dataSource(role, "x");
        List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
        Background<MigrationStatus> run;
        try (Connection taken = dataSource.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            run =
                    Background.start(
                            () ->
                                    project.migrator(dataSource)
                                            .connectTimeout(Duration.ofSeconds(60))
                                            .listener(heard::add)
                                            .build()
                                            .status());
            Await.until("it waits", () -> !heard.isEmpty());
        }

        assertThat(run.result().pending()).hasSize(1);
    }
}
