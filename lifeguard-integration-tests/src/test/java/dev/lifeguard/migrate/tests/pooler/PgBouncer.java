package dev.lifeguard.migrate.tests.pooler;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.FreePort;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PgBouncer in front of a database that gives out sessions by the transaction. */
final class PgBouncer implements AutoCloseable {

    private final TestDatabase database;
    private final Path directory;
    private final int port;
    private final Process process;

    private PgBouncer(TestDatabase database, Path directory, int port, Process process) {
        this.database = database;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** One with so many sessions to give out. */
    static PgBouncer before(TestDatabase database, int sessions) {
        try {
            // It runs as another user where it is started as root.
            Path directory =
                    Files.createTempDirectory(
                            "pgbouncer",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwxr-xr-x")));
            int port = FreePort.find();
            Path settings = directory.resolve("pgbouncer.ini");
            Files.writeString(settings, settings(database, port, sessions));
            Process process =
                    new ProcessBuilder(command(settings))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            PgBouncer started = new PgBouncer(database, directory, port, process);
            Await.until("PgBouncer answers", started::answers);
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String settings(TestDatabase database, int port, int sessions) {
        return """
        [databases]
        * = host=%s port=%s user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %s
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %s
        max_client_conn = 500
        ignore_startup_parameters = extra_float_digits
        """
                .formatted(database.server().host(), database.server().port(), port, sessions);
    }

    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>(List.of(program()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        return command;
    }

    /** Debian keeps it out of an ordinary user's path. */
    private static String program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "PgBouncer is missing: scripts/install-test-packages"))
                .toString();
    }

    private boolean answers() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Connections through it, each one new. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setPortNumbers(new int[] {port});
        return dataSource;
    }

    /** The URL for connections through it. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres".formatted(port, database.name());
    }

    /** The rows of a query through it. */
    List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection()) {
            return TestDatabase.query(connection, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
