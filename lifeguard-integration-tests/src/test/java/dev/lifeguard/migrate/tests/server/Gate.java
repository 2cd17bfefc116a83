package dev.lifeguard.migrate.tests.server;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a script waits inside a statement, until the test lets it go on: an advisory lock. */
public final class Gate implements AutoCloseable {

    private static final long KEY = 4711;

    private final TestDatabase database;
    private final Connection holder;

    private Gate(TestDatabase database, Connection holder) {
        this.database = database;
        this.holder = holder;
    }

    /** A closed gate in a database. */
    public static Gate in(TestDatabase database) {
        Connection holder = database.connect();
        try {
            TestDatabase.query(holder, "SELECT pg_advisory_lock(?)", KEY);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new Gate(database, holder);
    }

    /** The statement that waits. */
    public static String sql() {
        return "SELECT pg_advisory_xact_lock(%s);".formatted(KEY);
    }

    /** Waits until somebody waits at the gate. */
    public void awaitArrival() {
        Await.until("a statement waits at the gate", this::someoneWaits);
    }

    /** Whether somebody waits at the gate now. */
    public boolean someoneWaits() {
        return !database.query(
                        """
                        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE l.locktype = 'advisory' AND l.objid = ? AND NOT l.granted
                        AND d.datname = current_database()
                        """,
                        KEY)
                .isEmpty();
    }

    /** Lets everybody through from now on. */
    public void open() {
        close();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
