package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.process.DriverPreparation;
import dev.lifeguard.migrate.cli.process.Shutdown;
import java.util.List;

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
     * Runs them on the database that {@code DATABASE_URL} names.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        DriverPreparation.begin();
        for (String command : COMMANDS) {
            Shutdown shutdown = new Shutdown();
            shutdown.install();
            Main.run(System.getenv(), shutdown, List.of(command.split(" ")));
            shutdown.finished();
        }
    }
}
