package dev.lifeguard.migrate.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a session has a transaction open, which is all that several threads share of it.
 *
 * <ol>
 *   <li>The session's thread alone begins a transaction and ends it. It says so here: {@link
 *       #begun()} when the BEGIN is answered, {@link #ended()} when there is none any more.
 *   <li>It holds {@link #ends()} from before it sends a COMMIT or ROLLBACK until the status is
 *       right again.
 *   <li>Any thread may call {@link #isOpen()} and {@link #touch()}. The second takes {@link
 *       #ends()} where it is free, and does nothing where it is not, so that it never sends
 *       anything between a COMMIT and the end of the transaction, and never waits for one.
 * </ol>
 */
final class TransactionStatus {

    private final BorrowedConnection connection;
    private final ReentrantLock ends = new ReentrantLock();
    private volatile boolean open;

    TransactionStatus(BorrowedConnection connection) {
        this.connection = connection;
    }

    void begun() {
        open = true;
    }

    void ended() {
        open = false;
    }

    /** Whether a transaction was begun that is neither committed nor rolled back. */
    boolean isOpen() {
        return open;
    }

    /** Held while a transaction ends, and while the session is touched in one. */
    ReentrantLock ends() {
        return ends;
    }

    /**
     * Starts the idle time of an open transaction anew; outside of one it does nothing. It never
     * fails: whoever uses a broken connection finds out.
     *
     * <p>The driver does it between two statements, and waits for one that runs.
     */
    void touch() {
        if (!ends.tryLock()) {
            return;
        }
        try {
            PgSession postgres = connection.postgres();
            if (open && postgres != null) {
                postgres.touch();
            } else if (open) {
                ask(connection.jdbc());
            }
        } catch (SQLException broken) {
            SessionLog.LOG.debug("The session could not be touched", broken);
        } finally {
            ends.unlock();
        }
    }

    /**
     * Has the server answer. Not by isValid: MySQL's Connector/J ends the session for it while
     * somebody reads a result row by row, and refuses a statement, which does no harm.
     */
    private static void ask(Connection jdbc) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
