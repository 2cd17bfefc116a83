package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the lock, which is the row with version -1 of the state table: who holds it, until
 * when, and how the work of its holder is fenced by it.
 *
 * <p>Every time in them is the database's clock.
 */
public interface LockSql {

    /**
     * Whether a change of the history checks the lock and extends its lease in the same statement;
     * else it is done in a transaction that has extended the lease.
     */
    boolean changesUnderLock();

    /** The table that the lock's row is in. */
    StateSql.TableName name();

    /** Whether an insert of the lock's row may wait for its holder's transaction. */
    boolean acquireWaits();

    /** Inserts the lock's row, if there is none; 1 row when the lock was got. */
    BoundSql acquire(LockRequest request);

    /** The lock's row: token, holder, since, lease end, and whether it may be taken over. */
    BoundSql holder();

    /** The same from a table that has the first six columns only: token, since. */
    BoundSql holderOfSixColumns();

    /** The statements of one transaction that deletes a dead holder's row, if it is still dead. */
    List<BoundSql> takeOver(String deadToken, Duration lockTimeout);

    /**
     * Who has locked the whole table, or waits to, so that its rows cannot be read or written: a
     * text for each; empty where the database does not tell.
     */
    default Optional<BoundSql> tableLockers() {
        return Optional.empty();
    }

    /** Extends the lease; 1 row while the lock is held. */
    BoundSql renew(String token, Duration lease);

    /**
     * The statements of a transaction that extends the lease beside the work, the last of them with
     * 1 row while the lock is held: they are answered soon, whoever locks the row or its table.
     */
    default List<BoundSql> renewal(String token, Duration lease, Duration lockTimeout) {
        return List.of(renew(token, lease));
    }

    /**
     * Extends the lease in the transaction that is open, however long the lock's row is waited for:
     * a limit of the transaction's own is not for it.
     */
    default BoundSql renewPatiently(String token, Duration lease) {
        return renew(token, lease);
    }

    /** Takes back what {@link #renewal} set, where it outlives its transaction. */
    default List<BoundSql> renewalOver() {
        return List.of();
    }

    /** Whether a {@link #renewal} that is not answered means that the database is out of reach. */
    default boolean answersRenewals() {
        return true;
    }

    /**
     * Statements of which the last tells what the server's process of a number does: {@code
     * active}, or it has done what it was asked, or no row when it is gone; null when that may not
     * be seen. Empty where the database does not tell.
     */
    default List<BoundSql> activity(long backend) {
        return List.of();
    }

    /**
     * One row where another session waits for the end of the transaction that asks this; empty
     * where the database does not tell, or nobody there waits for more than a lock.
     */
    default Optional<BoundSql> waitedFor() {
        return Optional.empty();
    }

    /**
     * Statements of which the last tells for whose locks the process of a number waits: no row
     * where it waits for none, or else one for each who is in its way, {@code pid} (0 of a prepared
     * transaction; null where nobody is seen), {@code application}, {@code login}, {@code state},
     * {@code waiting}, whether it waits for a lock itself, {@code open}, which is since how many
     * milliseconds, {@code statement}, {@code session}, which no later one of that number has,
     * {@code fate}, as {@link CancelBlockers} makes it ({@code ends}, {@code superuser}, {@code
     * hidden} or null), and the same {@code began} and {@code waited} in all, since when in a
     * number, and how many milliseconds. Empty where nobody asks.
     */
    default List<BoundSql> inTheWayOf(long backend, CancelBlockers cancelled) {
        return List.of();
    }

    /**
     * Statements of which the last terminates a session that still is in the way of the process of
     * a number, and still may be terminated: a row where that was so.
     *
     * @param blocker the number of its process
     * @param session as {@link #inTheWayOf} gave it
     */
    default List<BoundSql> terminate(
            int blocker, long session, long backend, CancelBlockers cancelled) {
        throw new IllegalStateException("Nobody is seen in the way here");
    }

    /** Fails, and the transaction with it, unless the lock is held; else keeps its row in place. */
    BoundSql fence(String token);

    /**
     * All that stands between the BEGIN of a migration's transaction and its script: the settings
     * of {@link Dialect#transactionPrelude} and {@link Dialect#surroundings}, and the fence, in one
     * statement. The limit of waits for locks is set behind the fence: it is not for the lock's
     * row.
     */
    default BoundSql opening(String token, Opening opening) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /** As the first statement of a transaction: each statement sees what others have committed. */
    BoundSql readCommitted();

    /** Returns a row while the lock is held, and keeps that row in place in a transaction. */
    BoundSql hold(String token);

    /**
     * Lets the server end this transaction when it sits idle for longer; as the last statement it
     * leaves no snapshot open.
     */
    BoundSql idleTimeout(Duration longest);

    /** Takes back what {@link #idleTimeout} set, where it outlives its transaction. */
    default List<BoundSql> idleTimeoutOver() {
        return List.of();
    }

    /** Lets the server end the session when it sits idle outside a transaction for longer. */
    BoundSql idleSession(Duration longest);

    /** Takes back what {@link #idleSession} set. */
    List<BoundSql> idleSessionOver();

    /** Whether the server ends a session that sits idle, so that a living one must be touched. */
    default boolean endsIdleSessions() {
        return true;
    }

    /** Deletes the lock's row of a token. */
    BoundSql release(String token);

    /** The same unless the holder's server process is still there, which may still be at work. */
    BoundSql releaseOfEnded(String token);

    /**
     * The statements that begin a transaction after a COMMIT whose answer was lost: they wait until
     * the transaction that wrote the history has ended, committed or not.
     */
    List<BoundSql> awaitWriter(String token, Duration lease, Duration lockTimeout);

    /**
     * The statements that begin a transaction after a connection was lost on which several
     * transactions were under way: the last of them waits until the one that is open has ended, and
     * deletes the lock's row, so that no other passes its fence. 1 row while the lock is held.
     */
    default List<BoundSql> endWriter(String token, Duration lockTimeout) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /**
     * Who asks for the lock.
     *
     * @param token fresh and random
     * @param holder who it is, for people
     * @param lease how long it is held without being extended
     * @param backend the driver's own number of the server process, or null where it has none
     */
    record LockRequest(String token, String holder, Duration lease, @Nullable Integer backend) {}

    /**
     * What a migration's transaction begins with.
     *
     * @param idleTimeout how long a frozen runner may sit in it before the server ends it
     * @param searchPath in the database's own notation
     * @param lockTimeout null for as long as it takes
     */
    record Opening(Duration idleTimeout, String searchPath, @Nullable Duration lockTimeout) {}
}
