package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that still runs on a data directory, although nobody has it any more.
 *
 * <p>Its number is in the directory's {@code postmaster.pid}. Numbers are given anew, so the
 * process counts only when it is a {@code postgres} that was started on this very directory.
 */
final class LeftoverServer {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int PORT_LINE = 4;

    private final EmbeddedDirectory directory;
    private final Path pidFile;

    private LeftoverServer(EmbeddedDirectory directory) {
        this.directory = directory;
        this.pidFile = directory.data().resolve("postmaster.pid");
    }

    static LeftoverServer of(EmbeddedDirectory directory) {
        return new LeftoverServer(directory);
    }

    /**
     * Stops it, if there is one: first so that it rolls back and writes everything, then at once.
     *
     * @throws DatabaseUnreachableException when it does not stop
     */
    void stop() {
        Optional<ProcessHandle> found = find();
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle server = found.get();
        LOG.debug("Stopping the server, process {}", server.pid());
        // PostgreSQL manual, 18.5: INT is the fast shutdown, QUIT the immediate one.
        if (!ends(server, "INT") && !ends(server, "QUIT")) {
            throw new DatabaseUnreachableException(
                    ErrorDetail.of(
                            ErrorKind.DATABASE_UNREACHABLE,
                            ("The embedded server in \"%s\" still runs as process %s and does not"
                                            + " stop. Stop it, and run this again.")
                                    .formatted(directory.root(), server.pid())),
                    null);
        }
    }

    /** Whether a server ended here without putting its files in order, as far as one can see. */
    boolean isCrashed() {
        return find().isEmpty() && Files.exists(pidFile);
    }

    /** The port on which it listens, if there is one and it has come so far as to say it. */
    OptionalInt port() {
        try {
            // PostgreSQL manual, 66.1 (postmaster.pid): the fourth line.
            List<String> lines = Files.readAllLines(pidFile);
            return find().isPresent() && lines.size() >= PORT_LINE
                    ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE - 1).strip()))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalInt.empty();
        }
    }

    private Optional<ProcessHandle> find() {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile);
            long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
            Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            if (process.filter(LeftoverServer::isSomethingElse).isPresent()) {
                // The number was given to another program since, which the server would take for
                // another server on its data: in a new container they all begin at 1.
                Files.delete(pidFile);
                return Optional.empty();
            }
            return process.filter(this::isItsServer);
        } catch (IOException | NumberFormatException unreadable) {
            // The server itself looks at that file too, and refuses to start where it has doubts.
            return Optional.empty();
        }
    }

    private boolean isItsServer(ProcessHandle process) {
        boolean onThisDirectory =
                process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains(directory.data().toString()))
                        .isPresent();
        return program(process).filter(LeftoverServer::isPostgres).isPresent() && onThisDirectory;
    }

    /** Only what is known to be another program: of a foreign user's one cannot tell. */
    private static boolean isSomethingElse(ProcessHandle process) {
        return program(process).filter(name -> !isPostgres(name)).isPresent();
    }

    private static Optional<String> program(ProcessHandle process) {
        return process.info().command().map(command -> Path.of(command).getFileName().toString());
    }

    private static boolean isPostgres(String program) {
        return program.equals("postgres") || program.equals("postgres.exe");
    }

    private boolean ends(ProcessHandle server, String signal) {
        try {
            // The shell's own kill: not every system has the program.
            new ProcessBuilder("sh", "-c", "kill -%s %s".formatted(signal, server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            server.destroyForcibly();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
        return isGoneInTime(server);
    }

    /**
     * Looks by itself: the JDK looks at what is not its child every 300 ms and less and less often,
     * and for as long as nobody has asked for the exit code. That is for ever in a container whose
     * first process is this one or another that does not know of the server.
     */
    private boolean isGoneInTime(ProcessHandle server) {
        long start = System.nanoTime();
        while (find().isPresent() || isRunning(server)) {
            if (System.nanoTime() - start >= PATIENCE.toNanos()) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** What has ended, and is only waited for by nobody, has no program any more. */
    private static boolean isRunning(ProcessHandle server) {
        return server.isAlive() && program(server).filter(LeftoverServer::isPostgres).isPresent();
    }
}
