package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A server of one test's own, which it may stop, start again, copy and promote. */
public final class OwnServer implements AutoCloseable {

    private final PostgresServer server;
    private final Path binaries;
    private final Path directory;

    private OwnServer(Path binaries, Path directory, int major, int port) {
        this.binaries = binaries;
        this.directory = directory;
        this.server = new PostgresServer(major, port, directory, this::close);
    }

    /** How a server is stopped. */
    public enum Stop {
        /** Sessions are ended in order. */
        FAST,
        /** As in a crash. */
        IMMEDIATE
    }

    /** One of the same version as another, which runs. */
    public static OwnServer like(PostgresServer shared, String... settings) {
        try {
            Path directory = newDirectory(shared.major());
            OwnServer own =
                    new OwnServer(binaries(shared), directory, shared.major(), FreePort.find());
            own.copy(pristine(shared, own));
            own.configure(
                    """
                    port = %s
                    listen_addresses = '%s'
                    unix_socket_directories = ''
                    fsync = off
                    autovacuum = off
                    max_connections = 20
                    wal_level = replica
                    hot_standby = on
                    """
                            .formatted(own.server.port(), PostgresServer.HOST));
            own.configure(String.join("\n", settings) + "\n");
            own.start();
            own.server.createRoles();
            return own;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What initdb makes, once for each version: it takes longer than all else of a start. */
    private static Path pristine(PostgresServer shared, OwnServer asker) throws IOException {
        Path pristine = pristine(shared);
        synchronized (shared) {
            if (!Files.exists(pristine)) {
                Path begun = newDirectory(shared.major());
                asker.run(
                        asker.binary("initdb"),
                        "-D",
                        begun.toString(),
                        "-U",
                        "postgres",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--wal-segsize=1");
                Files.move(begun, pristine);
            }
        }
        return pristine;
    }

    private static Path pristine(PostgresServer shared) {
        Path directory = shared.directory();
        return directory.resolveSibling(directory.getFileName() + "-0");
    }

    static void deletePristine(PostgresServer shared) throws IOException {
        Path pristine = pristine(shared);
        if (Files.exists(pristine)) {
            FileTree.delete(pristine);
        }
    }

    private void copy(Path from) {
        run("cp", "-a", from.toString(), directory.toString());
    }

    /** For projects and their databases. */
    public PostgresServer server() {
        return server;
    }

    /** Starts it, and waits until it takes connections. */
    public void start() {
        run(
                binary("pg_ctl"),
                "-D",
                directory.toString(),
                "-l",
                directory.resolve("server.log").toString(),
                "-w",
                "-t",
                "60",
                "start");
    }

    /** Starts it with a limit to the size of its files, as if the disk were full beyond that. */
    public void startWithFilesUpTo(int mebibytes) {
        run(
                "bash",
                "-c",
                "ulimit -f %s; exec \"$@\"".formatted(mebibytes * 1024),
                "bash",
                binary("pg_ctl"),
                "-D",
                directory.toString(),
                "-l",
                directory.resolve("server.log").toString(),
                "-w",
                "start");
    }

    /** Starts it with a library that is loaded into all of its processes before any other. */
    public void startPreloading(Path library) {
        run(
                "env",
                "LD_PRELOAD=" + library,
                binary("pg_ctl"),
                "-D",
                directory.toString(),
                "-l",
                directory.resolve("server.log").toString(),
                "-w",
                "-t",
                "60",
                "start");
    }

    /** Waits until it takes connections, or starts it where it has gone down. */
    public void awaitOrStart() {
        if (isRunning()) {
            Await.until("it takes connections", this::takesConnections);
        } else {
            start();
        }
    }

    /** Whether its main process is there. */
    public boolean isRunning() {
        try {
            return ServerDirectory.postmaster(directory).isPresent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean takesConnections() {
        try (Connection connection = server.dataSource("postgres").getConnection()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Stops it, and waits for that. */
    public void stop(Stop how) {
        run(
                binary("pg_ctl"),
                "-D",
                directory.toString(),
                "-w",
                "-m",
                how.name().toLowerCase(Locale.ROOT),
                "stop");
    }

    /**
     * A standby that follows this one from now on; for the copy this one is stopped for a moment.
     */
    public OwnServer standby() {
        try {
            stop(Stop.FAST);
            OwnServer standby =
                    new OwnServer(
                            binaries,
                            newDirectory(server.major()),
                            server.major(),
                            FreePort.find());
            standby.copy(directory);
            Files.createFile(standby.directory.resolve("standby.signal"));
            standby.configure(
                    """
                    port = %s
                    primary_conninfo = 'host=%s port=%s user=postgres application_name=standby'
                    """
                            .formatted(standby.server.port(), PostgresServer.HOST, server.port()));
            start();
            standby.start();
            return standby;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes a standby the primary, and waits for that. */
    public void promote() {
        run(binary("pg_ctl"), "-D", directory.toString(), "-w", "promote");
    }

    /** Adds settings, which are read at the next start. */
    public void configure(String settings) {
        try {
            Files.writeString(
                    directory.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path newDirectory(int major) throws IOException {
        return ServerDirectory.another(major).path();
    }

    /** Where the program is that the other server runs. */
    private static Path binaries(PostgresServer shared) throws IOException {
        return ServerDirectory.postmaster(shared.directory())
                .flatMap(postmaster -> postmaster.info().command())
                .map(command -> Path.of(command).getParent())
                .orElseThrow(() -> new IllegalStateException(shared + " does not run"));
    }

    private String binary(String name) {
        return binaries.resolve(name).toString();
    }

    /** The server refuses to run as root; in a user namespace of its own root is nobody. */
    private void run(String... command) {
        List<String> whole = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(List.of(command));
        try {
            Path output = Files.createTempFile("server", ".out");
            Process process =
                    new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s failed: %s".formatted(whole, Files.readString(output)));
            }
            Files.delete(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    @Override
    public void close() {
        server.maintenance().close();
        try {
            if (ServerDirectory.postmaster(directory).isPresent()) {
                stop(Stop.IMMEDIATE);
            }
            FileTree.delete(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
