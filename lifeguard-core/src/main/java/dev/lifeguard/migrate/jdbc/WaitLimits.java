package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect.LockWait;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What this library's own statements outside a transaction wait for at most: so long for a lock,
 * and where that can be limited, a little longer for an answer of any kind.
 *
 * <p>The limit of locks goes in the same text before each statement, and takes away that of the
 * statement's whole time, which may be shorter. Where it would be a statement of its own there, the
 * driver limits the wait instead until {@link #byServer()}. It is used by the session's thread.
 */
public final class WaitLimits {

    private final BorrowedConnection connection;
    private final RunningStatement running;
    private final TransactionStatus transaction;
    private @Nullable LockWait lockWait;

    /** What the driver waits for a statement; 0 where the server limits it. */
    private int firstSeconds;

    private @Nullable Integer networkTimeoutBefore;

    WaitLimits(
            BorrowedConnection connection,
            RunningStatement running,
            TransactionStatus transaction) {
        this.connection = connection;
        this.running = running;
        this.transaction = transaction;
    }

    /** Limits the statements from now on. */
    void set(LockWait limit, Duration first, Duration answer) {
        lockWait = limit;
        firstSeconds = limit.results() == 0 ? 0 : seconds(first);
        networkTimeout(answer);
    }

    private static int seconds(Duration time) {
        return Math.toIntExact(Math.max(1, time.plusMillis(999).toSeconds()));
    }

    private void networkTimeout(Duration answer) {
        try {
            int before = connection.jdbc().getNetworkTimeout();
            int wanted = Math.toIntExact(answer.toMillis());
            if (before == 0 || before > wanted) {
                connection.jdbc().setNetworkTimeout(Runnable::run, wanted);
                networkTimeoutBefore = before;
                connection.failures().silence(answer);
            }
        } catch (SQLException | LinkageError notPossible) {
            SessionLog.LOG.debug("No limit for the network's answers", notPossible);
        }
    }

    /**
     * From now on the server limits what statements wait for.
     *
     * @return whether that is new
     */
    public boolean byServer() {
        boolean byDriver = firstSeconds > 0;
        firstSeconds = 0;
        return byDriver;
    }

    /**
     * Does work whose statements the driver ends after that time each.
     *
     * @throws SQLException as the work does, or when a statement was ended
     */
    public <T, X extends Exception> T within(Duration longest, Transaction.Work<T, X> work)
            throws SQLException, X {
        int before = firstSeconds;
        firstSeconds = seconds(longest);
        try {
            return work.run();
        } finally {
            firstSeconds = before;
        }
    }

    /** Limits an open transaction like the statements outside of one. */
    public void repeat() throws SQLException {
        LockWait limit = lockWait;
        if (transaction.isOpen() && limit != null && limit.results() > 0) {
            running.execute(limit.prefix());
        }
    }

    /** Takes the limit of waiting for locks back, and not yet that of an answer. */
    public void waitForLocks() {
        lockWait = null;
        firstSeconds = 0;
    }

    /** Takes the limits back: from now on a statement takes as long as it takes. */
    public void lift() {
        waitForLocks();
        Integer before = networkTimeoutBefore;
        networkTimeoutBefore = null;
        connection.failures().silence(null);
        if (before != null) {
            try {
                connection.jdbc().setNetworkTimeout(Runnable::run, before);
            } catch (SQLException broken) {
                SessionLog.LOG.debug("A connection's timeout could not be put back", broken);
            }
        }
    }

    /** A statement that is limited as the next one is to be. */
    PreparedStatement prepare(String sql) throws SQLException {
        LockWait limit = ofNextStatement();
        String text = limit == null ? sql : limit.prefix() + sql;
        return connection.jdbc().prepareStatement(text);
    }

    /** What the driver sees to in the next statement. */
    void applyTo(PreparedStatement statement) throws SQLException {
        if (firstSeconds > 0) {
            statement.setQueryTimeout(firstSeconds);
        }
    }

    /** How many results the limit gives before those of the statement. */
    int results() {
        LockWait limit = ofNextStatement();
        return limit == null ? 0 : limit.results();
    }

    /** What is done in a transaction says itself how long it waits. */
    private @Nullable LockWait ofNextStatement() {
        return transaction.isOpen() || firstSeconds > 0 ? null : lockWait;
    }
}
