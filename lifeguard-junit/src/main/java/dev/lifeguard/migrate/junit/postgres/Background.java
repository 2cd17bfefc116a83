package dev.lifeguard.migrate.junit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one session, which works while tests run. What fails here is tried by nobody
 * again: a test that finds nothing ready makes its database itself, and hears why it cannot.
 */
final class Background implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final long LONGEST_END_SECONDS = 60;

    /** Something to do on the server. */
    @FunctionalInterface
    interface Work {

        void on(Connection connection) throws SQLException;
    }

    private final PostgresServer server;
    private final LinkedBlockingDeque<Work> works = new LinkedBlockingDeque<>();
    private final Thread thread;

    private volatile boolean ending;

    Background(PostgresServer server) {
        this.server = server;
        // A daemon: a run that ends without a word leaves what the next one drops.
        this.thread = Thread.ofPlatform().daemon().name("lifeguard-junit").start(this::run);
    }

    /** Does it behind everything else. */
    void submit(Work work) {
        works.addLast(work);
    }

    /** Does it before everything else. */
    void first(Work work) {
        works.addFirst(work);
    }

    private void run() {
        @Nullable Connection connection = null;
        try {
            while (!ending || !works.isEmpty()) {
                connection = done(works.takeFirst(), connection);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } finally {
            close(connection);
        }
    }

    /** Gives the session for the next one; after a failure there is none. */
    private @Nullable Connection done(Work work, @Nullable Connection connection) {
        @Nullable Connection used = connection;
        try {
            if (used == null) {
                used = server.connect();
            }
            work.on(used);
            return used;
        } catch (SQLException | RuntimeException | Error failure) {
            LOG.debug("Work in the background of the tests failed", failure);
            close(used);
            return null;
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // It is closed one way or the other.
        }
    }

    /** Ends when everything is done. */
    @Override
    public void close() {
        ending = true;
        // Something for the thread to wake up for.
        works.addLast(connection -> {});
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
