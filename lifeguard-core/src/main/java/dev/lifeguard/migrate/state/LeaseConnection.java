package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.state.HeldLock.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The second connection of a run, opened when it is first needed; it belongs to one thread.
 *
 * <p>What answers a boolean says whether the lock's row is still this holder's.
 */
final class LeaseConnection {

    private static final BoundSql BEFORE_LOOK = BoundSql.of("SAVEPOINT lifeguard_look");
    private static final BoundSql TAKE_BACK_LOOK =
            BoundSql.of("ROLLBACK TO SAVEPOINT lifeguard_look");
    private static final BoundSql BEHIND_LOOK = BoundSql.of("RELEASE SAVEPOINT lifeguard_look");

    private final Holding holding;
    private volatile @Nullable Session session;

    /** Whether its thread waits for a connection, which an interrupt may end. */
    private volatile boolean opening;

    /** Whether a pool may make it wait for a connection that this process has. */
    private final boolean pooled;

    private volatile boolean answered = true;

    /** Why the last attempt gave no connection; null where it gave one, or none was made. */
    private volatile @Nullable SQLException refusal;

    /** How often the database has said something. */
    private final AtomicLong answers = new AtomicLong();

    private final LostAnswer lostAnswer;

    LeaseConnection(Holding holding, boolean pooled, LostAnswer lostAnswer) {
        this.holding = holding;
        this.pooled = pooled;
        this.lostAnswer = lostAnswer;
    }

    boolean isOpening() {
        return opening;
    }

    boolean isPooled() {
        return pooled;
    }

    boolean isOpen() {
        return session != null;
    }

    /** Why the last attempt gave no connection, in any thread; empty where it gave one. */
    Optional<SQLException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether nothing waits for an answer of the database. */
    boolean isAnswered() {
        return answered;
    }

    /** How often the database has said something. */
    long answers() {
        return answers.get();
    }

    /** A question is on its way; where a pool is asked for a connection first, behind that. */
    void asked() {
        answered = pooled && session == null;
    }

    /** The database said something. */
    void answered() {
        answered = true;
    }

    /** Ends what waits for an answer, from any thread. */
    void abort() {
        Session connected = session;
        if (connected != null) {
            connected.abort();
        }
    }

    /** Extends the lease. */
    boolean renew() throws SQLException {
        boolean held = extend();
        lostAnswer.look(connected());
        return held;
    }

    private boolean extend() throws SQLException {
        Session connected = connected();
        List<BoundSql> statements = renewal();
        if (statements.size() == 1) {
            return connected.update(statements.getFirst()) == 1;
        }
        return Transaction.around(
                connected,
                () -> {
                    if (holding.sql().changesUnderLock()) {
                        connected.update(holding.sql().readCommitted());
                    }
                    return run(connected, statements) == 1;
                });
    }

    private List<BoundSql> renewal() {
        Duration longest = Duration.ofNanos(holding.lease().toNanos() / 3);
        return holding.sql().renewal(holding.token(), holding.lease(), longest);
    }

    /** Gives the number of rows that the last of them changed. */
    private int run(Session connected, List<BoundSql> statements) throws SQLException {
        int changed = 0;
        for (BoundSql statement : statements) {
            changed = connected.update(statement);
            answers.incrementAndGet();
        }
        return changed;
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
        sitIdle(connected);
        boolean held =
                !connected
                        .query(holding.sql().hold(holding.token()), row -> row.getInt(1))
                        .isEmpty();
        sitIdle(connected);
        return held;
    }

    /**
     * Starts the open transaction's idle time anew. One that is waited for makes way for another:
     * CREATE INDEX CONCURRENTLY waits for the end of each that had a snapshot when it looked, as
     * this one has while it asks something.
     */
    boolean touch() throws SQLException {
        Session connected = connected();
        lostAnswer.look(connected);
        if (isWaitedFor(connected)) {
            return letGo() && keepInPlace();
        }
        sitIdle(connected);
        return true;
    }

    private boolean isWaitedFor(Session connected) throws SQLException {
        Optional<BoundSql> question = holding.sql().waitedFor();
        return question.isPresent()
                && !connected.query(question.get(), row -> row.getInt(1)).isEmpty();
    }

    /** As the last statement, which takes the place of one that has a snapshot. */
    private void sitIdle(Session connected) throws SQLException {
        connected.update(holding.sql().idleTimeout(holding.lease()));
    }

    /** Ends the open transaction, with a fresh lease. */
    boolean letGo() throws SQLException {
        Session connected = connected();
        boolean held = run(connected, renewal()) == 1;
        connected.commit();
        return held;
    }

    /**
     * A look at the database, each statement of which is ended after that time; empty where the
     * server refuses one. In the transaction that keeps the row in place it is taken back as a
     * whole, so that its failure ends nothing.
     *
     * @throws SQLException where the connection is gone
     */
    <T> Optional<T> look(Question<T> question, Duration longest) throws SQLException {
        Session connected = connected();
        if (!connected.isInTransaction()) {
            return answer(connected, question, longest);
        }
        connected.update(BEFORE_LOOK);
        Optional<T> answer = answer(connected, question, longest);
        connected.update(TAKE_BACK_LOOK);
        connected.update(BEHIND_LOOK);
        return answer;
    }

    private static <T> Optional<T> answer(Session connected, Question<T> question, Duration longest)
            throws SQLException {
        try {
            return Optional.of(connected.limits().within(longest, () -> question.ask(connected)));
        } catch (SQLException failure) {
            if (SqlError.lostConnection(failure)) {
                throw failure;
            }
            return Optional.empty();
        }
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
        List<BoundSql> over = new ArrayList<>(holding.sql().idleTimeoutOver());
        over.addAll(holding.sql().renewalOver());
        try {
            for (BoundSql statement : over) {
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
                refusal = null;
            } catch (SQLException failure) {
                refusal = failure;
                throw failure;
            } finally {
                opening = false;
            }
            session = open;
            answers.incrementAndGet();
            asked();
        }
        return open;
    }
}
