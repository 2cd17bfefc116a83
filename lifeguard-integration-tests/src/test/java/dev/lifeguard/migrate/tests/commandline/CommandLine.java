package dev.lifeguard.migrate.tests.commandline;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code lifeguard-migrate} as it is shipped, with what a user would set. */
final class CommandLine {

    static final Path JAR =
            Path.of("..", "lifeguard-cli", "target", "lifeguard-migrate.jar").toAbsolutePath();

    private static final String MAIN = "dev.lifeguard.migrate.cli.Main";
    private static final List<String> WITH_ALL = List.of("-jar", JAR.toString());

    private final Path directory;
    private final List<String> program;
    private final Map<String, String> environment = new HashMap<>();
    private boolean here;

    private CommandLine(Path directory, List<String> program) {
        this.directory = directory;
        this.program = program;
    }

    /** In a directory, with nothing set and all libraries. */
    static CommandLine in(Path directory) {
        return new CommandLine(directory, WITH_ALL);
    }

    /**
     * For a project's database and migrations, with the libraries only that the launcher takes for
     * PostgreSQL.
     */
    static CommandLine of(Project project) {
        return new CommandLine(project.directory(), List.of("-cp", usualClassPath(), MAIN))
                .with("LIFEGUARD_DATABASE_URL", project.database().url())
                .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
    }

    /** The same with all libraries of a folder. */
    static CommandLine withLibraries(Project project, Path folder) {
        return new CommandLine(project.directory(), List.of("-cp", folder + "/*", MAIN))
                .with("LIFEGUARD_DATABASE_URL", project.database().url())
                .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
    }

    /** As {@code class_paths} in {@code scripts/build} has it. */
    static String usualClassPath() {
        List<String> jars = new ArrayList<>();
        jars.add(JAR.resolveSibling("lifeguard-migrate-alone.jar").toString());
        for (String library : text(JAR.resolveSibling("class-path")).strip().split(":", -1)) {
            if (library.matches(
                    "lib/(lifeguard-core|lifeguard-connect|postgresql|slf4j-api|jackson-core)-.*")) {
                jars.add(JAR.resolveSibling(library).toString());
            }
        }
        return String.join(":", jars);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notBuilt) {
            throw new UncheckedIOException(notBuilt);
        }
    }

    /** With an environment variable. */
    CommandLine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * Without a process of its own, where neither the process nor the class path is what is tested,
     * and no path is relative.
     */
    CommandLine inThisProcess() {
        here = true;
        return this;
    }

    /** Begins a run, which the caller ends. */
    ChildProcess start(String... arguments) {
        List<String> given = List.of(arguments);
        List<String> command = new ArrayList<>(needsAll(given) ? WITH_ALL : program);
        command.addAll(given);
        return ChildProcess.java(directory, environment, command.toArray(String[]::new));
    }

    /** As {@code is_usual} in {@code scripts/launch} has it. */
    private boolean needsAll(List<String> arguments) {
        return environment.containsKey("LIFEGUARD_LAYOUT")
                || arguments.stream()
                        .anyMatch(
                                List.of(
                                                "-v",
                                                "--layout",
                                                "import",
                                                "convert",
                                                "explain",
                                                "lint",
                                                "--lint",
                                                "snapshot",
                                                "drift",
                                                "verify",
                                                "erd",
                                                "report",
                                                "compat",
                                                "squash",
                                                "--snapshot-file")
                                        ::contains);
    }

    /** Runs it to its end. */
    Result run(String... arguments) {
        if (here) {
            return runHere(List.of(arguments));
        }
        try (ChildProcess process = start(arguments)) {
            int exit = process.awaitExit();
            return new Result(exit, process.output(), process.errors());
        }
    }

    private Result runHere(List<String> arguments) {
        requireNothingRelative(arguments);
        Map<String, String> variables = ChildProcess.inherited(System.getenv());
        variables.putAll(environment);
        CommandHere command = new CommandHere(variables, arguments);
        return new Result(command.exit(), command.output(), command.errors());
    }

    /** A process would read it from a directory of its own, and this one from another. */
    private void requireNothingRelative(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(environment.values());
        all.add("lifeguard.toml");
        boolean told = environment.containsKey("LIFEGUARD_MIGRATIONS_DIR");
        if (!told || all.stream().anyMatch(this::isIn)) {
            throw new AssertionError("A path is relative: %s, %s".formatted(all, directory));
        }
    }

    private boolean isIn(String name) {
        return !name.contains(":")
                && !Path.of(name).isAbsolute()
                && Files.exists(directory.resolve(name));
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
