package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.database.Database;
import dev.lifeguard.migrate.cli.database.DatabaseUrl;
import dev.lifeguard.migrate.cli.database.Databases;
import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Logging;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Starts an embedded PostgreSQL for {@link Training}, which runs in a process of its own, so that
 * what the server's start loads is not kept for commands that start none.
 */
final class TrainingServer {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    private TrainingServer() {}

    /**
     * Runs a command with the server's URLs on its standard input, a line each, and ends with what
     * it returns.
     *
     * @param command the program and its arguments
     */
    public static void main(String[] command)
            throws IOException, SQLException, InterruptedException {
        Logging.configure(Verbosity.QUIET);
        Progress progress =
                new Progress(Console.of(System.getenv(), true), Verbosity.QUIET, event -> {});
        int exit;
        try (progress;
                Database database =
                        Databases.open(
                                DatabaseUrl.parse("embedded:postgresql"),
                                LOCK_TIMEOUT,
                                progress,
                                new Shutdown())) {
            exit = run(List.of(command), urls(database));
        }
        System.exit(exit);
    }

    /** In two forms: of libpq, and as of JDBC. */
    private static List<String> urls(Database database) throws SQLException {
        if (!(database.dataSource() instanceof PGSimpleDataSource server)) {
            throw new IllegalStateException("The embedded server is no PostgreSQL");
        }
        String place =
                "%s:%s/%s"
                        .formatted(
                                server.getServerNames()[0],
                                server.getPortNumbers()[0],
                                server.getDatabaseName());
        String user = server.getUser();
        String password = server.getPassword();
        return List.of(
                "postgresql://%s:%s@%s".formatted(user, password, place),
                "jdbc:postgresql://%s?user=%s&password=%s".formatted(place, user, password));
    }

    /** The URLs hold the password, and arguments are seen by everybody on the machine. */
    private static int run(List<String> command, List<String> urls)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT)
                        .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(String.join("\n", urls).getBytes(StandardCharsets.UTF_8));
        }
        return process.waitFor();
    }
}
