package dev.lifeguard.migrate.connect.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A server that takes connections.
 *
 * @param port of the loopback interface
 */
record RunningServer(int port, String password) {

    private static final String SECONDS_TO_ANSWER = "10";

    /** The one that runs in a directory for those who share it, if there is one that answers. */
    static Optional<RunningServer> shared(EmbeddedDirectory directory) throws IOException {
        OptionalInt port = LeftoverServer.of(directory).port();
        if (port.isEmpty() || !isStartedForSharing(directory)) {
            return Optional.empty();
        }
        RunningServer server =
                new RunningServer(port.getAsInt(), new ServerLogin(directory).password());
        return Optional.of(server).filter(RunningServer::answers);
    }

    /** The file has the server's command line. */
    private static boolean isStartedForSharing(EmbeddedDirectory directory) throws IOException {
        String options = Files.readString(directory.data().resolve("postmaster.opts"));
        return ServerUse.SHARED.settings().stream().allMatch(options::contains);
    }

    private boolean answers() {
        JdbcLogin login = login(EmbeddedServer.FIRST_DATABASE);
        Properties properties = new Properties();
        PGProperty.USER.set(properties, login.user());
        PGProperty.PASSWORD.set(properties, login.password());
        PGProperty.LOGIN_TIMEOUT.set(properties, SECONDS_TO_ANSWER);
        try (Connection connection =
                Objects.requireNonNull(new Driver().connect(login.url(), properties))) {
            return connection.isValid(Integer.parseInt(SECONDS_TO_ANSWER));
        } catch (SQLException silent) {
            return false;
        }
    }

    /** How one logs in to a database of it. */
    JdbcLogin login(String database) {
        return new JdbcLogin(
                "jdbc:postgresql://%s:%s/%s".formatted(EmbeddedServer.HOST, port, database),
                ServerLogin.USER,
                password);
    }
}
