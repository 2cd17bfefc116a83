package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The lock, held; closing it releases it.
 *
 * <ol>
 *   <li>Each migration's transaction begins with the fence: it fails unless this holder's row is
 *       there, and keeps it in place (FOR KEY SHARE) until the transaction has ended, so that
 *       nobody takes over what still works.
 *   <li>The same transaction extends the lease just before it commits.
 *   <li>During long statements a thread extends it every third of its length on a second
 *       connection. Where there is none, the fence alone keeps the row in place.
 *   <li>A statement outside a transaction runs while the second connection keeps the row in place,
 *       and on a session that the server ends when it sits idle: a runner that froze between the
 *       check of the lock and the statement wakes up too late to send it. As soon as it has ended
 *       the session may sit idle again.
 *   <li>While a transaction is open a thread touches its session, so that the server ends that of a
 *       frozen process and not that of a thread that thinks ({@link LeaseWatch}).
 *   <li>When the database answers the second connection no more while the lease runs out, all
 *       connections are aborted, so that the run ends with what is known; when it answers the
 *       second one alone, the first ({@link LostAnswer}). What is asked afterwards is asked for a
 *       few seconds, and once.
 *   <li>Releasing deletes the row of this holder's token, and of no other.
 * </ol>
 *
 * <p>It is used by the thread that acquired it.
 */
public final class HeldLock implements AutoCloseable {

    /** What is waited for the lock's row between two tries of a migration. */
    private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(1);

    private final Holding holding;
    private final Session session;
    private final SecondConnection keeper;
    private final LeaseWatch watch;
    private final MigrationListener listener;
    private final ChangesUnderLock changes;
    private final QuestionsAfterBreak afterBreak;
    private final AloneWarning alone;
    private final WorkOutside outside;
    private LastWrite last = LastWrite.nothing();
    private boolean closed;

    HeldLock(
            Holding holding,
            Session session,
            SecondConnection keeper,
            LeaseWatch watch,
            MigrationListener listener) {
        this.holding = holding;
        this.session = session;
        this.keeper = keeper;
        this.watch = watch;
        this.listener = listener;
        this.changes = new ChangesUnderLock(holding, session);
        this.afterBreak = new QuestionsAfterBreak(holding, watch);
        this.alone = new AloneWarning(listener);
        this.outside = new WorkOutside(session, keeper, alone);
    }

    /** The token of this holding, which is in the lock's row. */
    public String token() {
        return holding.token();
    }

    /**
     * Asks the database whether the lock is still held.
     *
     * @throws LeaseLostException when it is not
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not answer
     */
    public void requireHeld() {
        alone.lease(leaseRefusal());
        try {
            if (!holding.isHeld(session)) {
                throw lost(null);
            }
        } catch (SQLException broken) {
            throw DatabaseFailure.during("while the lock was checked", broken);
        }
    }

    /** Has the release write something first. */
    void atRelease(LastWrite write) {
        last = write;
    }

    /**
     * Extends the lease on the connection that the work is done on.
     *
     * @throws LeaseLostException when the lock is not held
     */
    public void renew() throws SQLException {
        changes.renew();
    }

    /**
     * Extends the lease in the READ COMMITTED transaction that is open; waits a second for the
     * lock's row.
     *
     * @throws LeaseLostException when the lock is not held
     */
    public void renewInTransaction() throws SQLException {
        changes.renewInTransaction(LONGEST_RENEWAL);
    }

    /**
     * Changes the history, which the database does only while the lock is held, and extends the
     * lease with it.
     *
     * @throws LeaseLostException when the lock is not held
     */
    public void change(BoundSql change) throws SQLException {
        changes.make(change);
    }

    /**
     * Aborts all connections when the second one is not answered while the lease runs out. Behind a
     * pooler that would say nothing: it may have no session to spare for it.
     */
    public void heedSilence() {
        watch.heedSilence();
    }

    /** For work outside a transaction. */
    public WorkOutside outside() {
        return outside;
    }

    /**
     * Says why a statement failed that should not have: the lock is lost, or something else.
     *
     * @param failure of the statement, which may have taken the connection with it; what was open
     *     on it is rolled back already
     * @return true when the lock is not held any more
     */
    public boolean lostWith(SQLException failure) {
        return keeper.lost()
                || !StopSignal.uninterrupted(() -> afterBreak.isHeld(session, failure));
    }

    /**
     * Whether the lock's row is there, behind a rollback of work that did not find it; no when
     * nobody answers.
     */
    public boolean isThereAgain() {
        try {
            return !keeper.lost() && holding.isHeld(session);
        } catch (SQLException unknown) {
            return false;
        }
    }

    /** The error that says that the lock was lost. */
    public static LeaseLostException lost(@Nullable SQLException cause) {
        return LockMessages.lost(cause);
    }

    /**
     * Looks for whose locks the work waits on its session; the caller closes it.
     *
     * @param cancelled whose sessions are terminated then
     */
    public LockWatch watchLocks(CancelBlockers cancelled) {
        OptionalInt backend = session.driverBackend();
        return new LockWatch(
                keeper,
                backend.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new CancelledBlockers(
                                        keeper, holding.sql(), backend.getAsInt(), cancelled)));
    }

    /** A time as messages name it. */
    public static String spoken(Duration time) {
        return LockMessages.spoken(time);
    }

    /**
     * Looks at the database on the second connection while the work goes on, from any thread.
     *
     * @param longest what the answer may take
     * @return empty where there is no second connection, or no answer in time
     */
    public <T> Optional<T> askBeside(Duration longest, Question<T> question) {
        return keeper.ask(longest, question);
    }

    /** A question to the database, beside the work or after its connection broke. */
    @FunctionalInterface
    public interface Question<T> {

        /** Asks it. */
        T ask(Session fresh) throws SQLException;
    }

    /**
     * Asks on a fresh connection, in limited time: a server that is not ready yet is waited for,
     * one that was found silent is not.
     *
     * @param stop ends the wait for the server
     * @throws SQLException when there is none, or no answer; once that was so of a silent one, at
     *     once
     */
    public <T> T askAfresh(StopSignal stop, Question<T> question) throws SQLException {
        return afterBreak.ask(stop, question);
    }

    /** A write into the history failed. */
    public LifeguardException unwritten(String doing, SQLException failure) {
        return StateTableFault.atWrite(holding.sql().name(), doing, failure);
    }

    /**
     * What to do where a statement on the state table fails for want of a right, or since the table
     * refuses the row, as a sentence; empty for any other failure.
     */
    public Optional<String> remedy(SQLException failure) {
        return StateTableFault.remedy(holding.sql().name(), failure);
    }

    /**
     * Releases the lock, in at most a few seconds.
     *
     * <p>Where that fails it is a warning and the next runner takes the lock over: it never hides
     * what the run ended with.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        keeper.close();
        (afterBreak.isUnanswered()
                        ? List.of(LockMessages.notReleased("the database does not answer"))
                        : new LockRelease(holding, session, last).run())
                .forEach(this::warn);
        alone.lease(leaseRefusal());
        listener.on(new ToldEvent.LockReleased());
    }

    /** Empty where it was the pool that had none to spare: one connection is enough. */
    private Optional<String> leaseRefusal() {
        return keeper.refusal().filter(DatabaseFailure::isRefusal).map(DatabaseFailure::reason);
    }

    private void warn(String what) {
        listener.on(new ToldEvent.Warning(what));
    }
}
