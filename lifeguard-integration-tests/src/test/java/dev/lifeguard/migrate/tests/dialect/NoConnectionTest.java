package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.sqlite.SQLiteDataSource;

/** Databases beside PostgreSQL that let nobody in; no message ever holds a password. */
final class NoConnectionTest {

    private static final String PASSWORD = "hunter2-is-secret";

    @TempDir private Path directory;
    private Path migrations;

    @BeforeEach
    void write() throws IOException {
        migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int);\n");
    }

    private void requireRefused(DataSource dataSource, String message) {
        LifeguardException failure =
                failureOf(
                        () ->
                                Migrator.builder(dataSource)
                                        .source(MigrationSource.directory(migrations))
                                        .build()
                                        .up());
        assertThat(failure).isInstanceOf(DatabaseUnreachableException.class);
        assertThat(failure).hasMessage("LG-501 " + message);
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(PASSWORD);
    }

    /** Nobody is asked; or a database that the driver opens with these settings refuses them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:a;NO_SUCH=1",
                "jdbc:h2:mem:a;LOCK_TIMEOUT",
                "jdbc:h2:mem:a;LOCK_TIMEOUT=abc",
                "jdbc:h2:mem:a;LOCK_TIMEOUT=1;LOCK_TIMEOUT=2",
                "jdbc:h2:mem:a;MODE=Nope",
                "jdbc:h2:mem:a;INIT=nonsense",
                "jdbc:h2:mem:a;CIPHER=FOO",
                "jdbc:h2:relative",
                "jdbc:sqlite::memory:?busy_timeout=abc",
                "jdbc:sqlite::memory:?transaction_mode=abc",
                "jdbc:sqlite::memory:?encoding=abc",
                "jdbc:sqlite:file:memdb?mode=abc",
                "jdbc:mariadb://127.0.0.1:1/x?connectTimeout=abc",
                "jdbc:mariadb://127.0.0.1:1/x?sslMode=abc",
                "jdbc:mariadb://127.0.0.1:1/x?transactionIsolation=abc",
                "jdbc:mariadb://127.0.0.1:1/x?credentialType=abc",
                "jdbc:mariadb://127.0.0.1:1/x?socketFactory=no.Such",
                "jdbc:postgresql://127.0.0.1:1/x?connectTimeout=abc",
                "jdbc:postgresql://127.0.0.1:1/x?prepareThreshold=abc",
                "jdbc:postgresql://127.0.0.1:1/x?socketFactory=no.Such"
            })
    void theSettingsOfTheConnectionAreRefused(String url) {
        long start = System.nanoTime();
        LifeguardException failure =
                failureOf(
                        () ->
                                Migrator.builder(new OneUrl(url))
                                        .source(MigrationSource.directory(migrations))
                                        .connectTimeout(Duration.ofMinutes(2))
                                        .build()
                                        .up());

        assertThat(failure)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("LG-101 The settings of the connection are refused: ")
                .hasMessageEndingWith(
                        " Correct them: the parameters in the URL, or what the data source was"
                                + " given.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    private static DataSource mariaDb(String url) {
        try {
            return new MariaDbDataSource(url);
        } catch (SQLException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static String asUser(String url) {
        return url.replace("user=root", "user=stranger&password=" + PASSWORD);
    }

    @Test
    void mariaDbRefusesAWrongPassword() {
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            requireRefused(
                    mariaDb(asUser(database.url())),
                    "The database refused the login: Access denied for user"
                            + " 'stranger'@'localhost' (using password: YES) (SQLState 28000)."
                            + " Check the user and the password, and that the account is not locked"
                            + " and may come from this host and in this way (TLS).");
        }
    }

    @Test
    void mariaDbRefusesAUserWithoutRights() {
        String user =
                "CREATE OR REPLACE USER guest@localhost IDENTIFIED BY '%s'".formatted(PASSWORD);
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            database.execute(user);
            String name = database.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
            requireRefused(
                    mariaDb(asUser(database.url()).replace("stranger", "guest")),
                    ("The database does not let this user in: Access denied for user"
                                    + " 'guest'@'localhost' to database '%s' (SQLState 42000)."
                                    + " Grant what is missing, or name another user or database.")
                            .formatted(name));
        }
    }

    @Test
    void mariaDbHasNoSuchDatabase() {
        requireRefused(
                MariaDbServer.running().dataSource("nowhere"),
                "The database does not exist: Unknown database 'nowhere' (SQLState 42000). Create"
                        + " it, or name another one.");
    }

    @Test
    void mariaDbIsToldNoDatabase() {
        requireRefused(
                MariaDbServer.running().dataSource(""),
                "There was no database while the history was read: No database selected (SQLState"
                        + " 3D000). Name one that exists in the URL.");
    }

    @Test
    void nobodyListensWhereMariaDbShouldBe() {
        int port = FreePort.find();
        requireRefused(
                mariaDb("jdbc:mariadb://127.0.0.1:%s/app?password=%s".formatted(port, PASSWORD)),
                ("The database cannot be reached: Socket fail to connect to 127.0.0.1:%s."
                                + " Connection refused (SQLState 08000). Check the host, the port,"
                                + " and that the server runs.")
                        .formatted(port));
    }

    @Test
    void whoListensThereSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requireRefused(
                    mariaDb(
                            "jdbc:mariadb://127.0.0.1:%s/app?connectTimeout=300&password=%s"
                                    .formatted(silent.getLocalPort(), PASSWORD)),
                    ("The database cannot be reached: Socket timeout when connecting to"
                                    + " 127.0.0.1:%s. Read timed out (SQLState 08000). Check the"
                                    + " host, the port, and that the server runs.")
                            .formatted(silent.getLocalPort()));
        }
    }

    @Test
    void theHostOfMariaDbIsUnknown() {
        requireRefused(
                mariaDb("jdbc:mariadb://db.invalid:3306/app?password=" + PASSWORD),
                "The database cannot be reached: Socket fail to connect to db.invalid."
                        + " db.invalid: unknown host db.invalid (SQLState 08000). Check the host,"
                        + " the port, and that the server runs.");
    }

    private DataSource h2(String file, String password) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:%s;TRACE_LEVEL_FILE=0".formatted(file));
        dataSource.setUser("sa");
        dataSource.setPassword(password);
        return dataSource;
    }

    @Test
    void h2RefusesAWrongPassword() throws SQLException {
        String file = directory.resolve("app").toString();
        h2(file, "right").getConnection().close();
        requireRefused(
                h2(file, PASSWORD),
                "The database refused the login: Wrong user name or password [28000-252] (SQLState"
                        + " 28000). Check the user and the password.");
    }

    @Test
    void h2CannotMakeItsFile() {
        requireRefused(
                h2("/proc/nowhere/app", PASSWORD),
                "The database's file cannot be opened: Error while creating file \"/proc/nowhere\""
                        + " [90062-252] (SQLState 90062). Check its path and the rights to it, and"
                        + " that no other process has it open.");
    }

    @Test
    void h2FindsAnotherFile() throws IOException {
        Path file = Files.writeString(directory.resolve("app.mv.db"), "no database".repeat(500));
        assertThat(file).exists();
        LifeguardException failure =
                failureOf(
                        () ->
                                Migrator.builder(h2(directory.resolve("app").toString(), PASSWORD))
                                        .source(MigrationSource.directory(migrations))
                                        .build()
                                        .up());
        assertThat(failure)
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageStartingWith("LG-501 The database's file cannot be opened: ");
    }

    private DataSource sqlite(String file) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/app.db", "missing/app.db", "migrations"})
    void sqliteCannotOpenItsFile(String file) {
        requireRefused(
                sqlite(directory.resolve(file).toString()),
                "The database's file cannot be opened: [SQLITE_CANTOPEN] Unable to open the"
                        + " database file (unable to open database file). Check its path and the"
                        + " rights to it, and that no other process has it open.");
    }

    @Test
    void sqliteFindsAnotherFile() throws IOException {
        Path file = Files.writeString(directory.resolve("app.db"), "no database".repeat(500));
        requireRefused(
                sqlite(file.toString()),
                "The database's file cannot be used while the history was read: [SQLITE_NOTADB]"
                        + " File opened that is not a database file (file is not a database). Check"
                        + " its path, and that it is a database.");
    }
}
