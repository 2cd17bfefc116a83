package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.database.ServerAddress.Host;
import dev.lifeguard.migrate.cli.settings.FaultText;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * A PostgreSQL of its own, kept in a directory from one run to the next.
 *
 * <ol>
 *   <li>The directory's lock is taken: of several processes one at a time has the server.
 *   <li>A server that a killed process left is stopped, since it has no owner any more.
 *   <li>Files that a first start cut short are removed: nothing was ever stored in them.
 *   <li>The server starts on a free port of the loopback interface, and asks for a password that
 *       nobody else on the machine can know.
 *   <li>{@link #close} stops it, makes sure that it is gone, and gives the lock back.
 * </ol>
 */
final class EmbeddedDatabase implements Database {

    private final EmbeddedDirectory directory;
    private final DirectoryLock lock;
    private final ServerAddress address;
    private boolean closed;

    private EmbeddedDatabase(
            EmbeddedDirectory directory, DirectoryLock lock, ServerAddress address) {
        this.directory = directory;
        this.lock = lock;
        this.address = address;
    }

    /**
     * Starts it, with the directory's lock held.
     *
     * @throws LifeguardException when it cannot start; the lock is given back then
     */
    static EmbeddedDatabase start(
            EmbeddedDirectory directory, DirectoryLock lock, UserCache cache) {
        try {
            LeftoverServer.of(directory).stop();
            directory.prepare();
            ServerPrograms programs =
                    ServerPrograms.in(cache.orElse(directory.real().resolve("programs")));
            int port = new ServerStart(directory, programs).run();
            directory.initialized();
            return new EmbeddedDatabase(
                    directory, lock, address(port, new ServerLogin(directory).password()));
        } catch (IOException | RuntimeException | Error failure) {
            try {
                LeftoverServer.of(directory).stop();
            } catch (RuntimeException stillThere) {
                failure.addSuppressed(stillThere);
            }
            lock.close();
            throw failure instanceof LifeguardException known
                    ? known
                    : cannotStart(directory, failure);
        }
    }

    private static LifeguardException cannotStart(EmbeddedDirectory directory, Throwable cause) {
        String why =
                directory
                        .lastOfLog()
                        .orElseGet(
                                () ->
                                        cause instanceof IOException fault
                                                ? FaultText.of(fault)
                                                : String.valueOf(cause.getMessage()));
        // PostgreSQL refuses to run as root; it then runs in a user namespace.
        String remedy =
                why.contains("unshare")
                        ? "Run this as another user, or where user namespaces are allowed (a"
                                + " container may forbid them; unshare -U tries it)."
                        : "Its log is \"%s\".".formatted(directory.log());
        return new DatabaseUnreachableException(
                ErrorDetail.of(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The embedded PostgreSQL in \"%s\" could not be started: %s. %s"
                                .formatted(directory.root(), why, remedy)),
                cause);
    }

    private static ServerAddress address(int port, String password) {
        return new ServerAddress(
                List.of(new Host(ServerStart.HOST, port)),
                "postgres",
                Map.of(
                        PGProperty.USER.getName(),
                        ServerLogin.USER,
                        PGProperty.PASSWORD.getName(),
                        password));
    }

    @Override
    public DataSource dataSource() {
        return address.dataSource();
    }

    @Override
    public String place() {
        return "embedded, in " + directory.root();
    }

    /** A second caller waits for the first one, so that nobody ends the process before. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            LeftoverServer.of(directory).stop();
        } finally {
            lock.close();
        }
    }
}
