package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The second connection of a run, opened when it is first needed; it belongs to one thread.
 *
 * <p>What answers a boolean says whether the lock's row is still this holder's.
 */
final class LeaseConnection {

    private final Holding holding;
    private @Nullable Session session;

    /** Whether its thread waits for a connection, which an interrupt may end. */
    private volatile boolean opening;

    LeaseConnection(Holding holding) {
        this.holding = holding;
    }

    boolean isOpening() {
        return opening;
    }

    /** Extends the lease. */
    boolean renew() throws SQLException {
        return connected().update(holding.sql().renew(holding.token(), holding.lease())) == 1;
    }

    /** Keeps the row in place with an open transaction, from a fresh lease on. */
    boolean keepInPlace() throws SQLException {
        if (!renew()) {
            return false;
        }
        Session connected = connected();
        connected.begin();
        connected.update(holding.sql().readCommitted());
        // Before the row is kept: a process that freezes here would keep it for ever.
        touch();
        boolean held =
                !connected
                        .query(holding.sql().hold(holding.token()), row -> row.getInt(1))
                        .isEmpty();
        touch();
        return held;
    }

    /** Starts the open transaction's idle time anew. */
    boolean touch() throws SQLException {
        connected().update(holding.sql().idleTimeout(holding.lease()));
        return true;
    }

    /** Ends the open transaction, with a fresh lease. */
    boolean letGo() throws SQLException {
        boolean held = renew();
        connected().commit();
        return held;
    }

    /** Gives the connection back. */
    void drop() {
        Session connected = session;
        session = null;
        if (connected != null) {
            takeBack(connected);
            connected.close();
        }
    }

    /** A pool gives the connection to others. */
    private void takeBack(Session connected) {
        try {
            for (BoundSql statement : holding.sql().idleTimeoutOver()) {
                connected.update(statement);
            }
        } catch (SQLException broken) {
            // Nobody gets a broken connection.
        }
    }

    private Session connected() throws SQLException {
        Session open = session;
        if (open == null) {
            opening = true;
            try {
                open = Session.open(holding.dataSource());
            } finally {
                opening = false;
            }
            session = open;
        }
        return open;
    }
}
