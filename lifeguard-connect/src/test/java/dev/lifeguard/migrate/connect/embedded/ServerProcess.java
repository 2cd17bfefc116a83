package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.error.LockTimeoutException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Another process with a lock or a server, which ends when its standard input does. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private ServerProcess(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** One that shares the server below a directory; it has it when it says its port. */
    static ServerProcess sharing(Path parent) throws IOException {
        return start("share", parent);
    }

    /** Whether the lock of a directory is free for another process: "held" or "free". */
    static String tryLock(Path directory) throws IOException {
        try (ServerProcess process = start("lock", directory)) {
            return process.line();
        }
    }

    private static ServerProcess start(String what, Path directory) throws IOException {
        return new ServerProcess(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServerProcess.class.getName(),
                                what,
                                directory.toString())
                        .redirectError(Redirect.INHERIT)
                        .start());
    }

    /** The next line that it says. */
    String line() throws IOException {
        return String.valueOf(said.readLine());
    }

    /** Ends it as a user does who loses patience. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it end by itself. */
    @Override
    public void close() throws IOException {
        try (BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.flush();
        } catch (IOException gone) {
            // It was killed.
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the other process does not end");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupt);
        }
    }

    /** What the other process does. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("share")) {
            share(directory);
        } else {
            lock(directory);
        }
    }

    private static void share(Path parent) throws IOException {
        ServerCaller caller = ServerCaller.silent(Duration.ofMinutes(1), "by hand");
        try (EmbeddedServer server = EmbeddedServer.share(parent, caller)) {
            System.out.println(server.port());
            System.in.read();
        }
    }

    private static void lock(Path directory) {
        ServerCaller caller = ServerCaller.silent(Duration.ZERO, "by hand");
        try (DirectoryLock lock =
                DirectoryLock.acquire(EmbeddedDirectory.at(directory), ServerUse.SHARED, caller)) {
            System.out.println(lock == null ? "held" : "free");
        } catch (LockTimeoutException held) {
            System.out.println("held");
        }
    }
}
