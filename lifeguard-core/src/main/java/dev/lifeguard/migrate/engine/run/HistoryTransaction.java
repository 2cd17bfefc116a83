package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlWork;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.jdbc.Transaction.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transaction in which rows of the history are written or deleted, and no migration runs.
 *
 * <ol>
 *   <li>It begins with the dialect's settings, so with the isolation that these set, and with the
 *       fence: nobody takes the lock over while it is open.
 *   <li>The rows are changed.
 *   <li>The lease is extended, the transaction commits, and the session may sit idle again.
 *   <li>Where any of that fails it is rolled back at once. Else the lock's row would be deleted in
 *       it, and be there again behind it.
 * </ol>
 */
public final class HistoryTransaction {

    private final RunContext context;
    private final String doing;

    /**
     * None is begun yet.
     *
     * @param context of a run that holds the lock
     * @param doing what is done in it, for the middle of a sentence
     */
    public HistoryTransaction(RunContext context, String doing) {
        this.context = context;
        this.doing = doing;
    }

    /**
     * Does work in it.
     *
     * @throws LifeguardException when that fails; nothing is changed then, unless the message says
     *     that it may be
     */
    public void run(SqlWork work) {
        attempt(
                () -> {
                    work.run();
                    return Optional.of(true);
                });
    }

    /**
     * Does work in it, and gives what came of it; rolls it back where that is nothing.
     *
     * @throws LifeguardException when it fails, as {@link #run} does
     */
    public <T> Optional<T> attempt(Work<Optional<T>, RuntimeException> work) {
        try {
            return attempted(work);
        } catch (SQLException failure) {
            throw HistoryFailure.of(context, doing, failure);
        }
    }

    private <T> Optional<T> attempted(Work<Optional<T>, RuntimeException> work)
            throws SQLException {
        Session session = context.session();
        session.begin();
        try {
            session.queryAll(opening(), row -> null);
            Optional<T> done = work.run();
            if (done.isEmpty()) {
                session.rollback();
                return done;
            }
            context.guard().renew();
            session.commit();
            context.idleFreely(context.sql().idleTimeoutOver());
            return done;
        } catch (SQLException | RuntimeException failure) {
            Transaction.rollBack(session, failure);
            throw failure;
        }
    }

    private List<BoundSql> opening() {
        List<BoundSql> opening =
                new ArrayList<>(context.dialect().transactionPrelude(context.lock().idleTimeout()));
        opening.add(context.sql().fence(context.guard().token()));
        return opening;
    }
}
