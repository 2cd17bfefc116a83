package dev.lifeguard.migrate.cli.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** One start of an embedded server; its data directory is made where it is not there. */
final class ServerStart {

    /** Not a name, so that there is one address, and a port of ours is nobody else's. */
    static final String HOST = "127.0.0.1";

    private static final int LONGEST_SECONDS = 60;

    private final EmbeddedDirectory directory;
    private final ServerPrograms programs;
    private final ServerLogin login;

    ServerStart(EmbeddedDirectory directory, ServerPrograms programs) {
        this.directory = directory;
        this.programs = programs;
        this.login = new ServerLogin(directory);
    }

    /**
     * Starts it, and waits until one can connect.
     *
     * @return its port
     * @throws IOException when it does not start
     */
    int run() throws IOException {
        Files.deleteIfExists(directory.log());
        Files.createFile(directory.log(), PrivateDirectory.attributesOfFile());
        if (!Files.exists(directory.data())) {
            login.make();
            initialize();
        }
        login.require(programs);
        int port = freePort();
        programs.run("", directory.log(), start(port));
        return port;
    }

    private void initialize() throws IOException {
        programs.run(
                "",
                directory.log(),
                List.of(
                        "initdb",
                        "-D",
                        directory.data().toString(),
                        "-U",
                        ServerLogin.USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + directory.password(),
                        "-E",
                        "UTF8",
                        // The same everywhere, whatever the machine's own locales are.
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"));
    }

    private List<String> start(int port) {
        return List.of(
                "pg_ctl",
                "-D",
                directory.data().toString(),
                "-l",
                directory.real().resolve(directory.log().getFileName()).toString(),
                "-w",
                "-t",
                Integer.toString(LONGEST_SECONDS),
                "-o",
                String.join(" ", settings(port)),
                "start");
    }

    /** They win over those of postgresql.conf and of ALTER SYSTEM. */
    private static List<String> settings(int port) {
        List<String> settings = new ArrayList<>();
        for (String setting :
                List.of(
                        "port=" + port,
                        "listen_addresses=" + HOST,
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "max_connections=20",
                        "timezone=UTC")) {
            settings.add("-c " + setting);
        }
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
