package dev.lifeguard.migrate.tests.commandline;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code lifeguard-migrate} as it is shipped, with what a user would set. */
final class CommandLine {

    static final Path JAR =
            Path.of("..", "lifeguard-cli", "target", "lifeguard-migrate.jar").toAbsolutePath();

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    private CommandLine(Path directory) {
        this.directory = directory;
    }

    /** In a directory, with nothing set. */
    static CommandLine in(Path directory) {
        return new CommandLine(directory);
    }

    /** For a project's database and migrations. */
    static CommandLine of(Project project) {
        return in(project.directory())
                .with("LIFEGUARD_DATABASE_URL", project.database().url())
                .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
    }

    /** With an environment variable. */
    CommandLine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Begins a run, which the caller ends. */
    ChildProcess start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return ChildProcess.java(directory, environment, command.toArray(String[]::new));
    }

    /** Runs it to its end. */
    Result run(String... arguments) {
        try (ChildProcess process = start(arguments)) {
            int exit = process.awaitExit();
            return new Result(exit, process.output(), process.errors());
        }
    }

    /** What a run ended with, and what it wrote. */
    record Result(int exit, String output, String errors) {

        /** The JSON document on the standard output, on one line. */
        Map<String, Object> json() {
            if (output.strip().contains("\n")) {
                throw new AssertionError("More than one line: " + output);
            }
            return Json.parse(output);
        }
    }
}
