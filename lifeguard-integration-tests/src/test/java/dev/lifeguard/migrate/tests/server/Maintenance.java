package dev.lifeguard.migrate.tests.server;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Makes and drops the databases and roles of one server's tests, in one session.
 *
 * <p>DROP DATABASE waits 100 ms for a session that was closed a moment ago and whose process is
 * still there, and that was one test in two. So a test only leaves its database: the sessions in it
 * are ended at once, and it is dropped some tests later. One with roles is dropped at once: roles
 * are the whole server's, and one that may write everywhere may do so in the next test, too.
 */
final class Maintenance implements AutoCloseable {

    /** Each takes 8 MB. */
    private static final int MAX_LEFT = 2;

    private final KeptConnection session;
    private final Deque<String> left = new ArrayDeque<>();

    Maintenance(PostgresServer server) {
        this.session = new KeptConnection(server.dataSource("postgres"));
    }

    /** Runs statements, each one committed. */
    void execute(String... sql) {
        try {
            session.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Ends all sessions in a database; without roles it is dropped later, or with the server. */
    synchronized void leave(String database, List<String> roles) {
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                        .formatted(database));
        if (!roles.isEmpty()) {
            drop(database);
            roles.forEach(role -> execute("DROP ROLE " + role));
            return;
        }
        left.add(database);
        if (left.size() > MAX_LEFT) {
            drop(left.remove());
        }
    }

    private void drop(String database) {
        execute("DROP DATABASE %s WITH (FORCE)".formatted(database));
    }

    /** Ends the session. */
    @Override
    public void close() {
        session.close();
    }
}
