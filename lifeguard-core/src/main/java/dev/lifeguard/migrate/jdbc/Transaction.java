package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.sql.SQLException;
import java.util.List;

/**
 * One transaction around some work: begun before it, committed behind it, rolled back where either
 * fails. The failure of a rollback never hides the one that it came from.
 */
public final class Transaction {

    private Transaction() {}

    /**
     * What is done in a transaction.
     *
     * @param <T> what comes of it
     * @param <X> what it can fail with, besides what a session fails with
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {

        /** Does it. */
        T run() throws SQLException, X;
    }

    /**
     * Does work in a transaction of its own, and gives what came of it.
     *
     * @throws SQLException when a statement fails; what was done is rolled back then, unless the
     *     COMMIT leaves that open
     * @throws X when the work does; what was done is rolled back
     */
    public static <T, X extends Exception> T around(Session session, Work<T, X> work)
            throws SQLException, X {
        session.begin();
        try {
            T result = work.run();
            session.commit();
            return result;
        } catch (Exception failure) {
            rollBack(session, failure);
            throw failure;
        }
    }

    /**
     * Runs statements in one transaction; a single one commits by itself, so that a process that
     * freezes behind it leaves nothing open. Gives the number of rows that the last one changed.
     */
    public static int of(Session session, List<BoundSql> statements) throws SQLException {
        return statements.size() == 1
                ? session.update(statements.getFirst())
                : around(session, () -> lastOf(session, statements));
    }

    private static int lastOf(Session session, List<BoundSql> statements) throws SQLException {
        int changed = 0;
        for (BoundSql statement : statements) {
            changed = session.update(statement);
        }
        return changed;
    }

    /** Rolls back what is open after a failure, and says what that took back. */
    public static Undone rollBack(Session session, Throwable failure) {
        try {
            return session.rollback();
        } catch (SQLException atRollback) {
            failure.addSuppressed(atRollback);
            return Undone.ALL;
        }
    }
}
