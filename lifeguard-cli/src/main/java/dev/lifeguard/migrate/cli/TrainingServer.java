package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.database.CommandCaller;
import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Logging;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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
     * Runs a command with the server's URLs on its standard input, a line each, and ends with what
     * it returns.
     *
     * @param command the program and its arguments
     */
    public static void main(String[] command) throws IOException, InterruptedException {
        Logging.configure(Verbosity.QUIET);
        Progress progress =
                new Progress(Console.of(System.getenv(), true), Verbosity.QUIET, event -> {});
        int exit;
        try (progress;
                Database database =
                        Databases.open(
                                DatabaseUrl.parse("embedded:postgresql"),
                                new CommandCaller(LOCK_TIMEOUT, progress, new Shutdown()))) {
            exit = run(List.of(command), urls(database));
        }
        System.exit(exit);
    }

    /** In two forms: of libpq, and as of JDBC. */
    private static List<String> urls(Database database) {
        JdbcLogin login = database.login().orElseThrow();
        String user = login.user();
        String password = login.password();
        return List.of(
                login.url()
                        .replace(
                                "jdbc:postgresql://",
                                "postgresql://%s:%s@".formatted(user, password)),
                "%s?user=%s&password=%s".formatted(login.url(), user, password));
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
