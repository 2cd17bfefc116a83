package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB of these tests' own, started with the first of them and stopped with the JVM. */
public final class MariaDbServer {

    private static final class Running {
        private static final MariaDbServer SERVER = start();
    }

    private final int port;

    private MariaDbServer(int port) {
        this.port = port;
    }

    /** The one of this JVM. */
    public static MariaDbServer running() {
        return Running.SERVER;
    }

    /**
     * Lets so much time pass that the next look into {@code information_schema.innodb_trx} is a new
     * one: InnoDB fills it again when nobody has read it for 100 ms.
     */
    public static void forgetTransactions(ContractDatabase database) {
        database.query("SELECT sleep(0.2)");
    }

    private static MariaDbServer start() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "mariadb");
            Path data = directory.resolve("data").toAbsolutePath();
            run(
                    directory,
                    program("mariadb-install-db"),
                    "--no-defaults",
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--user=" + System.getProperty("user.name"));
            // A server that starts clears its temporary directory of what others have in it.
            Path temporary = Files.createDirectory(directory.resolve("tmp")).toAbsolutePath();
            int port = FreePort.find();
            Process process =
                    new ProcessBuilder(
                                    program("mariadbd"),
                                    "--no-defaults",
                                    "--datadir=" + data,
                                    "--tmpdir=" + temporary,
                                    "--bind-address=127.0.0.1",
                                    "--port=" + port,
                                    "--socket=" + Files.createTempDirectory("db").resolve("s"),
                                    "--innodb-flush-log-at-trx-commit=0",
                                    "--user=" + System.getProperty("user.name"))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            MariaDbServer server = new MariaDbServer(port);
            Await.until("MariaDB answers", server::answers);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void run(Path directory, String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("install.log").toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(directory.resolve("install.log")));
            }
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    /** Debian keeps the server out of an ordinary user's path. */
    private static String program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "MariaDB is missing: scripts/install-test-packages"))
                .toString();
    }

    private boolean answers() {
        try (Connection connection = dataSource("").getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** What its client programs need to connect. */
    public List<String> login() {
        return List.of("--no-defaults", "--host=127.0.0.1", "--port=" + port, "--user=root");
    }

    /** The URL of a database, or of none. */
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:%s/%s?user=root".formatted(port, database);
    }

    /** Connections to it, each one new. */
    DataSource dataSource(String database) {
        try {
            return new MariaDbDataSource(url(database));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
