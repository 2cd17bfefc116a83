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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Starts an embedded PostgreSQL for {@link Training}, which runs in a process of its own, so that
 * what the server's start loads is not kept for commands that start none.
 */
final class TrainingServer {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    private TrainingServer() {}

    /**
     * Runs a command with {@code DATABASE_URL} set to the server's, and ends with what it returns.
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
            exit = run(List.of(command), url(database));
        }
        System.exit(exit);
    }

    private static String url(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.getMetaData().getURL() + "&user=postgres";
        }
    }

    private static int run(List<String> command, String url)
            throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().put("DATABASE_URL", url);
        return process.start().waitFor();
    }
}
