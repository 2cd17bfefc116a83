package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.process.DriverPreparation;
import dev.lifeguard.migrate.cli.process.Shutdown;
import java.util.List;
import java.util.Map;

/** The entry of {@code lifeguard-migrate}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Shutdown shutdown = new Shutdown();
        shutdown.install();
        DriverPreparation.begin();
        ExitCode exit = run(System.getenv(), shutdown, List.of(arguments));
        // From here on the shutdown hook waits for nothing. While it runs, exit() does not return,
        // and the process ends with the signal's number.
        shutdown.finished();
        if (exit != ExitCode.DONE || !isAlone()) {
            System.exit(exit.number());
        }
        // To return is the same, but sooner: exit() asks for its logger, and waits ten milliseconds
        // for each method that is being compiled.
    }

    /** Whether no other thread keeps the process alive, as one that a migration in Java began. */
    private static boolean isAlone() {
        Thread[] threads = new Thread[Thread.activeCount() + 1];
        int count = Thread.enumerate(threads);
        for (int at = 0; at < count; at++) {
            if (threads[at] != Thread.currentThread() && !threads[at].isDaemon()) {
                return false;
            }
        }
        return count < threads.length;
    }

    static ExitCode run(
            Map<String, String> environment, Shutdown shutdown, List<String> arguments) {
        return run(
                environment,
                shutdown,
                arguments,
                Console.of(environment, arguments.contains("--no-color")));
    }

    static ExitCode run(
            Map<String, String> environment,
            Shutdown shutdown,
            List<String> arguments,
            Console console) {
        // picocli would look for Groovy in every jar, and ready itself for types that no option
        // has.
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java\\.(nio|sql|time)\\..*");
        return new CommandRun(environment, shutdown, arguments, console).run();
    }
}
