package dev.lifeguard.migrate.benchmarks.batches;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PgBouncer that gives out sessions by the transaction. */
final class Pooler implements AutoCloseable {

    private static final int TRIES = 100;

    private final Process process;
    private final int port;

    private Pooler(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One in front of a server; empty where the program is not installed. */
    static Optional<Pooler> before(int serverPort, Path directory)
            throws IOException, SQLException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // It runs as another user where it is started as root, who must be able to read this.
        Path settings = Files.createTempFile("pgbouncer", ".ini");
        settings.toFile().setReadable(true, false);
        Files.writeString(
                settings,
                """
                [databases]
                * = host=127.0.0.1 port=%s user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %s
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 20
                max_client_conn = 500
                ignore_startup_parameters = extra_float_digits
                """
                        .formatted(serverPort, port));
        List<String> command = new ArrayList<>(List.of(program.get().toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                        .start();
        Pooler pooler = new Pooler(process, port);
        pooler.awaitAnswer();
        return Optional.of(pooler);
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void awaitAnswer() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                DriverManager.getConnection(url("postgres")).close();
                return;
            } catch (SQLException notYet) {
                if (attempt == TRIES || !process.isAlive()) {
                    close();
                    throw notYet;
                }
                ReadWriteLoad.sleep(Duration.ofMillis(100));
            }
        }
    }

    /** The URL of a database through it; a pooler of that kind keeps no prepared statements. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres&prepareThreshold=0"
                .formatted(port, database);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
