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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts an embedded PostgreSQL for {@link Training}, which runs in a process of its own, so that
 * what the server's start loads is not kept for commands that start none.
 */
final class TrainingServer {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration RELOAD = Duration.ofSeconds(10);
    private static final String USER = "trained";
    private static final String PASSWORD = "training";

    private TrainingServer() {}

    /**
     * Runs a command with the server's URLs behind it, and ends with what it returns.
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

    /** With a password, as in production and as of other tools; and without, as of JDBC. */
    private static List<String> urls(Database database) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            requirePassword(statement);
            String jdbc = connection.getMetaData().getURL();
            String place = jdbc.substring(jdbc.indexOf("//") + 2, jdbc.indexOf('?'));
            String user = "%s:%s@".formatted(USER, PASSWORD);
            awaitPassword("jdbc:postgresql://" + place + "?user=" + USER);
            return List.of("postgresql://" + user + place, jdbc + "&user=postgres");
        }
    }

    private static void requirePassword(Statement statement) throws SQLException, IOException {
        statement.execute("CREATE ROLE %s SUPERUSER LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
        try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
            row.next();
            Path rules = Path.of(row.getString(1));
            String rule = "host all %s all scram-sha-256%n".formatted(USER);
            Files.writeString(rules, rule + Files.readString(rules));
        }
        statement.execute("SELECT pg_reload_conf()");
    }

    /** The server goes by new rules as soon as it has read them; without them it is as good. */
    private static void awaitPassword(String urlWithout) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < RELOAD.toNanos()) {
            try {
                DriverManager.getConnection(urlWithout).close();
            } catch (SQLException refused) {
                return;
            }
        }
    }

    private static int run(List<String> command, List<String> urls)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(urls);
        return new ProcessBuilder(whole).inheritIO().start().waitFor();
    }
}
