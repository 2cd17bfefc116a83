package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.process.DriverPreparation;
import dev.lifeguard.migrate.cli.process.Shutdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the usual commands one after the other in one JVM, so that what they load and link can be
 * kept for later ones. Each class that is kept takes its part of every start, so it is not all of
 * them.
 */
final class Training {

    private static final List<String> COMMANDS =
            List.of(
                    "up",
                    "status",
                    "up",
                    "status --output json",
                    "up --output json",
                    "validate",
                    "plan",
                    "down",
                    "up");

    private Training() {}

    /**
     * Runs all of them on the database of the first URL, and the first of them on that of each
     * other one; ends with the exit code of one that fails.
     *
     * @param arguments URLs in each of the forms that are usual; without any they are on the
     *     standard input, a line each, since others on the machine can see arguments
     */
    public static void main(String[] arguments) throws IOException {
        List<String> urls = List.of(arguments.length > 0 ? arguments : input());
        DriverPreparation.begin();
        for (String command : COMMANDS) {
            run(command, urls.getFirst());
        }
        for (String url : urls.subList(1, urls.size())) {
            run(COMMANDS.getFirst(), url);
        }
    }

    private static String[] input() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toArray(String[]::new);
    }

    private static void run(String command, String url) {
        Shutdown shutdown = new Shutdown();
        shutdown.install();
        ExitCode exit = Main.run(environment(url), shutdown, List.of(command.split(" ")));
        shutdown.finished();
        if (exit != ExitCode.DONE) {
            System.exit(exit.number());
        }
    }

    private static Map<String, String> environment(String url) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DATABASE_URL", url);
        return environment;
    }
}
