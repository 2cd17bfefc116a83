package dev.lifeguard.migrate.tests.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another JVM with the class path of this one; it is killed when the test is over. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(150);

    /** What every child is started with: it ends before more would pay. */
    static final List<String> JVM =
            List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The bits of signals 1 and 2. */
    private static final long HUP_AND_INT = 0b11;

    private final Process process;
    private final Path output;
    private final Path errors;

    private ChildProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** One that applies all migrations of a project. */
    public static ChildProcess up(Project project, Duration lease) {
        return java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                RunUp.class.getName(),
                project.database().url(),
                project.directory().toString(),
                lease.toString());
    }

    /**
     * One that applies all migrations of a project and has so much memory for objects.
     *
     * @param heap the option for it, {@code -Xmx64m}
     */
    public static ChildProcess upWithin(Project project, String heap) {
        return java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                heap,
                RunUp.class.getName(),
                project.database().url(),
                project.directory().toString(),
                Duration.ofSeconds(30).toString());
    }

    /** One that runs a main class, in a directory and with some more environment variables. */
    public static ChildProcess java(
            Path directory, Map<String, String> environment, String... mainAndArguments) {
        try {
            List<String> command = new ArrayList<>(hearingSignals());
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM);
            command.addAll(ClassPath.of(List.of(mainAndArguments)));
            command.addAll(List.of(mainAndArguments));
            Path output = Files.createTempFile("child", ".out");
            Path errors = Files.createTempFile("child", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(ChildProcess::concernsTheTool);
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start(), output, errors);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * What goes before a command so that SIGHUP and SIGINT reach it: a build behind {@code nohup}
     * or in the background of a script ignores them, and so do its children, Java's among them.
     */
    private static List<String> hearingSignals() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(status)) {
            boolean ignores =
                    lines.filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> line.substring("SigIgn:".length()).strip())
                            .anyMatch(
                                    mask -> (Long.parseUnsignedLong(mask, 16) & HUP_AND_INT) != 0);
            return ignores ? List.of("env", "--default-signal=HUP,INT") : List.of();
        }
    }

    /** A copy of these variables without what the one who runs the tests has set for himself. */
    public static Map<String, String> inherited(Map<String, String> variables) {
        Map<String, String> copy = new HashMap<>(variables);
        copy.keySet().removeIf(ChildProcess::concernsTheTool);
        return copy;
    }

    /** What the one who runs the tests has set for himself. */
    private static boolean concernsTheTool(String variable) {
        return variable.startsWith("LIFEGUARD_")
                || variable.equals("DATABASE_URL")
                || variable.equals("NO_COLOR")
                || variable.equals("JAVA_TOOL_OPTIONS");
    }

    /** Waits for its end; its exit code. */
    public int awaitExit() {
        return awaitExitWithin(DEADLINE);
    }

    /** Waits for its end as long as it may take; its exit code. */
    public int awaitExitWithin(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "It did not end within %s: %s%s".formatted(deadline, output(), errors()));
            }
            return process.exitValue();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
    }

    /** What it wrote to its standard output so far. */
    public String output() {
        return read(output);
    }

    /** What it wrote to its standard error so far. */
    public String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it as a machine that loses its power would. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends it a signal by its name: STOP, CONT, INT, TERM. */
    public void signal(String name) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .inheritIO()
                            .start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -%s failed".formatted(name));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.delete(output);
            Files.delete(errors);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
