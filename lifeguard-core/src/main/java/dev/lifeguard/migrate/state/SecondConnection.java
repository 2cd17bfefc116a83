package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.state.HeldLock.Question;
import dev.lifeguard.migrate.state.Mailbox.Beat;
import dev.lifeguard.migrate.state.Mailbox.Change;
import dev.lifeguard.migrate.state.Mailbox.Mode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The owner of the second connection: a thread that keeps the lease alive with it, and looks at the
 * database for others. It takes the connection only when the first renewal is due or somebody wants
 * something of it, by way of its {@link Mailbox}.
 *
 * <ol>
 *   <li>Renewing: every third of the lease one UPDATE, in a transaction that waits for no lock
 *       longer than another third. A failed one is tried again, sooner; one that finds no row means
 *       that the lock is lost, and the run is told so.
 *   <li>Holding: while a statement runs outside a transaction, the connection keeps the lock's row
 *       in place with FOR KEY SHARE in an open READ COMMITTED transaction, for which CREATE INDEX
 *       CONCURRENTLY does not wait, unless it comes while that asks something. It is touched every
 *       third of the lease, at least every 10 s, so that its idle timeout frees the row when this
 *       process is frozen; one that is waited for is then ended and begun anew, with a fresh lease.
 *   <li>Away: while a statement needs the database for itself, the connection is closed and the
 *       lease is not extended.
 *   <li>Looking: between two renewals somebody's question is asked, in limited time. Where the row
 *       is kept in place, that happens in the same transaction, which no failure of it ends.
 * </ol>
 */
final class SecondConnection implements AutoCloseable {

    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** A pool that has one to spare gives it at once. */
    private static final Duration POOLS_WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final LeaseConnection connection;
    private final Duration lease;
    private final Runnable onLost;
    private final Mailbox mailbox = new Mailbox();
    private final LeaseThread thread;

    SecondConnection(LeaseConnection connection, Duration lease, Runnable onLost) {
        this.connection = connection;
        this.lease = lease;
        this.onLost = onLost;
        this.thread = new LeaseThread("lifeguard-lease", this::run);
    }

    void start() {
        thread.start();
    }

    boolean lost() {
        return mailbox.isLost();
    }

    /** Why the last attempt gave no connection; empty where it gave one, or none was made. */
    Optional<SQLException> refusal() {
        return connection.refusal();
    }

    /** Opens the connection; false when there is none to be had. */
    boolean ready() {
        return connection.isOpen() || renewNow();
    }

    /** The same, and has it answer. */
    boolean renewNow() {
        return mailbox.renewal(longestWait());
    }

    /**
     * Keeps the row in place from now on.
     *
     * @return false when there is no second connection for it
     */
    boolean hold() {
        return mailbox.change(Mode.HOLDING, longestWait());
    }

    /** Has no connection from now on. */
    void leave() {
        mailbox.change(Mode.AWAY, longestWait());
    }

    /** Goes back to renewing; where the row was kept in place, the lease is fresh then. */
    void renewAgain() {
        mailbox.change(Mode.RENEWING, longestWait());
    }

    /**
     * What a look at the database finds, for any thread.
     *
     * @param longest what the answer may take
     * @return empty where there is no connection for it, or no answer in time
     */
    <T> Optional<T> ask(Duration longest, Question<T> question) {
        return mailbox.answer(new LookUp<>(question, longest));
    }

    private Duration longestWait() {
        return connection.isPooled() ? POOLS_WAIT : LONGEST_WAIT;
    }

    private void run() {
        try {
            long next = System.nanoTime() + intervalNanos();
            Beat last = Beat.DONE;
            while (mailbox.await(next, last)) {
                LookUp<?> lookUp = mailbox.nextLookUp(next);
                if (lookUp != null) {
                    last = look(lookUp);
                    next = last == Beat.DONE ? next : nextAfter(last);
                } else {
                    last = keep();
                    next = nextAfter(last);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            connection.drop();
        }
    }

    private long nextAfter(Beat last) {
        return System.nanoTime()
                + switch (last) {
                    case DONE -> intervalNanos();
                    case FAILED -> intervalNanos() / 4;
                };
    }

    private long intervalNanos() {
        return Math.min(lease.toNanos() / 3, TOUCH_AT_MOST_EVERY.toNanos());
    }

    private Beat look(LookUp<?> lookUp) {
        Change staying = mailbox.next();
        return attempt(
                new Change(staying.from(), staying.from()),
                () -> {
                    try {
                        lookUp.askOn(connection);
                        connection.answered();
                    } finally {
                        mailbox.ended(lookUp);
                    }
                });
    }

    private Beat keep() {
        Change change = mailbox.next();
        return attempt(
                change,
                () -> {
                    boolean held = keep(change);
                    connection.answered();
                    if (mailbox.reached(change.to(), held)) {
                        onLost.run();
                    }
                });
    }

    private boolean keep(Change change) throws SQLException {
        return switch (change.to()) {
            case RENEWING ->
                    change.from() == Mode.HOLDING ? connection.letGo() : connection.renew();
            case HOLDING ->
                    change.from() == Mode.HOLDING ? connection.touch() : connection.keepInPlace();
            case AWAY -> {
                connection.drop();
                yield true;
            }
        };
    }

    /** Something that is done on the connection. */
    @FunctionalInterface
    private interface Work {

        void run() throws SQLException;
    }

    private Beat attempt(Change change, Work work) {
        connection.asked();
        try {
            work.run();
            return Beat.DONE;
        } catch (SQLException | RuntimeException failure) {
            // A driver's or a pool's own fault must not end this thread, or nobody keeps the lease.
            if (!(failure instanceof SQLException said && DatabaseFailure.isSilence(said))) {
                connection.answered();
            }
            connection.drop();
            // The transaction that held the row is gone with its connection.
            mailbox.failed(change);
            return Beat.FAILED;
        }
    }

    /** Ends the thread and gives its connection back; waits for that a little while. */
    @Override
    public void close() {
        mailbox.close();
        // In the middle of a statement an interrupt would break the connection.
        if (connection.isOpening()) {
            thread.interrupt();
        }
        thread.endsWithin(LONGEST_END);
    }
}
