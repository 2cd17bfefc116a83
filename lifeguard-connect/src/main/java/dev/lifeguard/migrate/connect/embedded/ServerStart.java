package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** One start of an embedded server; its data directory is made where it is not there. */
final class ServerStart {

    private static final int LONGEST_SECONDS = 60;
    private static final int PORTS_TRIED = 5;
    private static final int FIRST_WITH_OWN_LOCALE = 17;

    private final EmbeddedDirectory directory;
    private final ServerPrograms programs;
    private final ServerUse use;
    private final PortChoice ports;
    private final ServerLogin login;

    ServerStart(
            EmbeddedDirectory directory, ServerPrograms programs, ServerUse use, PortChoice ports) {
        this.directory = directory;
        this.programs = programs;
        this.use = use;
        this.ports = ports;
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
        return startOnFreePort();
    }

    /** Another process may take a port between its choice and the server's start. */
    private int startOnFreePort() throws IOException {
        for (int tried = 1; ; tried++) {
            int port = ports.next();
            try {
                programs.run("", directory.log(), start(port));
                return port;
            } catch (IOException failed) {
                if (tried == PORTS_TRIED || !directory.logTellsOfTakenPort()) {
                    throw failed;
                }
                Files.writeString(directory.log(), "");
            }
        }
    }

    private void initialize() throws IOException {
        List<String> command =
                new ArrayList<>(
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
                                "--locale=C"));
        if (Integer.parseInt(programs.major()) >= FIRST_WITH_OWN_LOCALE) {
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        switch (use) {
            case ALONE -> {}
            case SHARED -> command.add("--no-sync");
        }
        programs.run("", directory.log(), command);
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
    private List<String> settings(int port) {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "port=" + port,
                                "listen_addresses=" + EmbeddedServer.HOST,
                                "unix_socket_directories=",
                                "timezone=UTC"));
        settings.addAll(use.settings());
        settings.replaceAll(setting -> "-c " + setting);
        return settings;
    }
}
