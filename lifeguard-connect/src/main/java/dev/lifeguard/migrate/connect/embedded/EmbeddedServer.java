package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.error.LifeguardException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A PostgreSQL of this program's own, kept in a directory from one run to the next.
 *
 * <ol>
 *   <li>The directory's lock is taken. Who has the server alone keeps it; who shares it gives it
 *       back when the server runs, and has a file among those of the server's users from then on.
 *   <li>A server that still runs is used by those who share it, if it answers. Who wants it alone
 *       waits for its users, and stops one that a killed process left.
 *   <li>Files that a first start cut short are removed: nothing was ever stored in them.
 *   <li>The server starts on a free port of the loopback interface, and asks for a password that
 *       nobody else on the machine can know.
 *   <li>{@link #close} stops it, makes sure that it is gone, and gives the lock back; of those who
 *       share it, the last one does.
 * </ol>
 *
 * <p>Safe for several threads.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Not a name, so that there is one address, and a port of ours is nobody else's. */
    public static final String HOST = "127.0.0.1";

    /** The database that each server has from its start. */
    public static final String FIRST_DATABASE = "postgres";

    static final Duration START_AND_STOP = Duration.ofSeconds(30);

    private final EmbeddedDirectory directory;
    private final RunningServer server;
    private final Runnable end;
    private final Runnable leave;
    private boolean closed;

    /** One with what ends its use, and what does so without stopping it. */
    EmbeddedServer(
            EmbeddedDirectory directory, RunningServer server, Runnable end, Runnable leave) {
        this.directory = directory;
        this.server = server;
        this.end = end;
        this.leave = leave;
    }

    /**
     * Starts one that keeps its data, through a loss of power, too; this process has it alone.
     *
     * @param root its directory, made where it is not there
     * @throws LifeguardException when it cannot start, or others have it for longer than the caller
     *     waits
     */
    public static EmbeddedServer start(Path root, ServerCaller caller) {
        ProgramsArchive.require(caller);
        return new ServerOpening(EmbeddedDirectory.at(root), caller).alone();
    }

    /**
     * Starts one for data that nobody misses, or uses the one that another process has started: no
     * write waits for the disk, and many can connect. Data that a crash may have damaged is
     * removed.
     *
     * @param parent holds a directory for each version of PostgreSQL's programs; made where it is
     *     not there
     * @throws LifeguardException when it cannot start, or one has it alone for longer than the
     *     caller waits
     */
    public static EmbeddedServer share(Path parent, ServerCaller caller) {
        ProgramsArchive.require(caller);
        Path root = parent.resolve(name(caller));
        return new ServerOpening(EmbeddedDirectory.at(root), caller).shared();
    }

    private static String name(ServerCaller caller) {
        try {
            return ProgramsArchive.of(caller).name();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Removes the data of the servers below a directory that was given to {@link #share}, if it is
     * there.
     *
     * @return whether all of it is gone: what somebody uses stays
     * @throws IOException when the directory cannot be read
     */
    public static boolean removeUnused(Path parent) throws IOException {
        if (!Files.exists(parent)) {
            return true;
        }
        try (Stream<Path> roots = Files.list(parent)) {
            return roots.filter(
                            root ->
                                    root.getFileName()
                                            .toString()
                                            .startsWith(ProgramsArchive.PREFIX))
                    .map(EmbeddedDirectory::at)
                    .map(ServerOpening::removeUnused)
                    .reduce(true, Boolean::logicalAnd);
        }
    }

    /** The system and the processor, as the archives of PostgreSQL's programs are named. */
    public static String platform() {
        return ProgramsArchive.platform();
    }

    /** Its directory. */
    public Path directory() {
        return directory.root();
    }

    /** Its port on {@link #HOST}. */
    public int port() {
        return server.port();
    }

    /** How its superuser logs in to {@link #FIRST_DATABASE}. */
    public JdbcLogin login() {
        return login(FIRST_DATABASE);
    }

    /**
     * How its superuser logs in to a database.
     *
     * @param database its name, of letters, digits and underscores
     */
    public JdbcLogin login(String database) {
        return server.login(database);
    }

    /**
     * Ends the use of one that is shared, and lets it run even where nobody else uses it, until the
     * last one of its next users closes it. One that is this process's alone is closed.
     */
    public synchronized void leave() {
        if (closed) {
            return;
        }
        closed = true;
        leave.run();
    }

    /**
     * Ends its use. A second caller waits for the first one, so that nobody ends the process
     * before.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not stop
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        end.run();
    }
}
