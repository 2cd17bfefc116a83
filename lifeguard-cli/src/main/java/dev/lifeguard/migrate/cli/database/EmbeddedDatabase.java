package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.database.ServerAddress.Host;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of its own, kept in a directory from one run to the next.
 *
 * <ol>
 *   <li>The directory's lock is taken: of several processes one at a time has the server.
 *   <li>A server that a killed process left is stopped, since it has no owner any more.
 *   <li>Files that a first start cut short are removed: nothing was ever stored in them.
 *   <li>The server starts on a free port of the loopback interface.
 *   <li>{@link #close} stops it, makes sure that it is gone, and gives the lock back.
 * </ol>
 */
final class EmbeddedDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedDirectory directory;
    private final DirectoryLock lock;
    private final EmbeddedPostgres server;
    private boolean closed;

    private EmbeddedDatabase(
            EmbeddedDirectory directory, DirectoryLock lock, EmbeddedPostgres server) {
        this.directory = directory;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts it, with the directory's lock held.
     *
     * @throws LifeguardException when it cannot start; the lock is given back then
     */
    static EmbeddedDatabase start(EmbeddedDirectory directory, DirectoryLock lock) {
        try {
            LeftoverServer.of(directory).stop();
            directory.prepare();
            EmbeddedPostgres server = start(directory);
            directory.initialized();
            return new EmbeddedDatabase(directory, lock, server);
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

    private static EmbeddedPostgres start(EmbeddedDirectory directory) throws IOException {
        Files.deleteIfExists(directory.log());
        Files.createFile(directory.log());
        Redirect log = Redirect.appendTo(directory.log().toFile());
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory.data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(STARTUP)
                        .setOutputRedirector(log)
                        .setErrorRedirector(log)
                        // The same everywhere, whatever the machine's own locales are.
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setLocaleConfig("locale", "C");
        settings().forEach(builder::setServerConfig);
        return new ServerStart(builder, directory).run();
    }

    /** What the library sets is for tests, which may lose everything; here people keep data. */
    private static Map<String, String> settings() {
        return Map.of(
                "fsync", "on",
                "synchronous_commit", "on",
                "max_connections", "20",
                "listen_addresses", "localhost",
                "unix_socket_directories", "");
    }

    private static LifeguardException cannotStart(EmbeddedDirectory directory, Throwable cause) {
        String why = directory.lastOfLog().orElseGet(() -> String.valueOf(cause.getMessage()));
        // PostgreSQL refuses to run as root; the library then runs it in a user namespace.
        String remedy =
                why.contains("run as root")
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

    @Override
    public DataSource dataSource() {
        return new ServerAddress(
                        List.of(new Host("localhost", server.getPort())),
                        "postgres",
                        Map.of(PGProperty.USER.getName(), "postgres"))
                .dataSource();
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
            server.close();
        } catch (IOException unexpected) {
            LOG.warn("The embedded server was not stopped by its own program", unexpected);
        } finally {
            stopLeftover();
        }
    }

    /** The library gives up after 5 s, and then only says so in its log. */
    private void stopLeftover() {
        try {
            LeftoverServer.of(directory).stop();
        } finally {
            lock.close();
        }
    }
}
