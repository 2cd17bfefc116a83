package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work outside a transaction under the lock, which nothing of its own keeps in place: the second
 * connection does, or the lease is extended before and after it.
 */
public final class WorkOutside {

    private final Session session;
    private final SecondConnection keeper;
    private final AloneWarning alone;

    /** Whether that was asked, once: where it does not, the keeper knows that it is alone. */
    private boolean answersBesideWork;

    private Duration waited = Duration.ZERO;

    WorkOutside(Session session, SecondConnection keeper, AloneWarning alone) {
        this.session = session;
        this.keeper = keeper;
        this.alone = alone;
    }

    /**
     * Has the second connection at hand, if there is one, so that {@link #whileInPlace} is quick.
     */
    public void readyToKeep() {
        waiting(keeper::ready);
    }

    /**
     * The same behind a pooler, which may have one session for both connections: then the one that
     * keeps the row in place would keep the work from it for ever. So the second one must answer
     * while a transaction is open on the connection of the work.
     */
    public void readyBesideWork() throws SQLException {
        if (answersBesideWork) {
            return;
        }
        answersBesideWork = true;
        session.begin();
        try {
            session.query(BoundSql.of("SELECT 1"), row -> row.getInt(1));
            waiting(keeper::renewNow);
        } finally {
            session.rollback();
        }
    }

    /**
     * Does work outside a transaction while the second connection keeps the lock's row in place.
     *
     * <p>Where there is no second connection the lease is extended before and after instead.
     *
     * @param renewal {@link HeldLock#renew}, as whoever may write the lock's row
     * @throws LeaseLostException when the lock is not held
     */
    public <R extends Exception, X extends Exception> void whileInPlace(
            Work<R> renewal, Work<X> work) throws R, X {
        boolean kept = waiting(keeper::hold);
        if (keeper.lost()) {
            throw LockMessages.lost(null);
        }
        if (!kept) {
            alone.outside(keeper.refusal().map(DatabaseFailure::reason));
            whileRenewed(renewal, work);
            return;
        }
        try {
            work.run();
        } finally {
            keeper.renewAgain();
        }
    }

    /** What a second connection was waited for so far, which is no time of any migration's. */
    public Duration waited() {
        return waited;
    }

    private <T> T waiting(Supplier<T> second) {
        long start = System.nanoTime();
        try {
            return second.get();
        } finally {
            waited = waited.plusNanos(System.nanoTime() - start);
        }
    }

    /**
     * Does work outside a transaction that may need the state table for itself, so that nobody may
     * keep a row of it in place: the lease is extended as usual, and before and after.
     *
     * @throws LeaseLostException when the lock is not held
     */
    public <R extends Exception, X extends Exception> void whileRenewed(
            Work<R> renewal, Work<X> work) throws R, X {
        renewal.run();
        work.run();
        renewal.run();
    }

    /**
     * Does work outside a transaction that needs the database for itself: there is no second
     * connection meanwhile, and the lease is extended before and after only.
     *
     * @throws LeaseLostException when the lock is not held
     */
    public <R extends Exception, X extends Exception> void whileAlone(Work<R> renewal, Work<X> work)
            throws R, X {
        keeper.leave();
        try {
            whileRenewed(renewal, work);
        } finally {
            keeper.renewAgain();
        }
    }

    /** Work under the lock. */
    @FunctionalInterface
    public interface Work<X extends Exception> {

        /** Does it. */
        void run() throws X;
    }
}
