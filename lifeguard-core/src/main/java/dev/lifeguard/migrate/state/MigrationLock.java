package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.dialect.LockSql.LockRequest;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock: the row with version -1 of the state table.
 *
 * <ol>
 *   <li>To acquire, one autocommit INSERT … ON CONFLICT DO NOTHING writes a fresh random token, who
 *       holds it, the end of the lease on the database's clock, and the server process that belongs
 *       to the holder's connection.
 *   <li>Where the row is there already, it is read, and a dead holder's is deleted: one whose lease
 *       has run out, or whose server process is gone. The DELETE waits for whatever that process is
 *       still doing, since its transaction keeps the row in place; then step 1 again.
 *   <li>A waiter polls with short autocommit statements. It never sits in a blocking statement or
 *       an open transaction, which CREATE INDEX CONCURRENTLY of the holder would wait for.
 *   <li>Another runner's INSERT between the look and this one's is no fault: whatever the database
 *       says of it (a key that is taken, a wait that took too long, a deadlock), the row is looked
 *       at again.
 *   <li>Each round of the wait but a take-over pauses, has the timeout as its limit, and ends when
 *       the run is told to stop; there is one take-over a round at most. So it ends too where a
 *       rule, a trigger or a row policy of the table lets the INSERT do nothing, or a key of the
 *       table that is not its version's refuses it.
 *   <li>The lock is not re-entrant: a second acquire in one process waits like any other.
 * </ol>
 *
 * <p>What the holder does from then on stands in {@link HeldLock}.
 */
public final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final Duration TAKE_OVER_LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REMOVAL_LOCK_TIMEOUT = Duration.ofMillis(100);

    private final DataSource dataSource;
    private final LockSql sql;
    private final LockSettings settings;
    private final StopSignal stop;
    private final MigrationListener listener;

    /** A lock that is not asked for yet. */
    public MigrationLock(
            DataSource dataSource,
            LockSql sql,
            LockSettings settings,
            StopSignal stop,
            MigrationListener listener) {
        this.dataSource = dataSource;
        this.sql = sql;
        this.settings = settings;
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * Gets the lock on a session, and waits for it as long as the settings say.
     *
     * @throws dev.lifeguard.migrate.error.LockTimeoutException when another runner held it all the
     *     time
     * @throws dev.lifeguard.migrate.error.MigrationInterruptedException when told to stop
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when the connection fails
     */
    public HeldLock acquire(Session session) {
        String token = UUID.randomUUID().toString();
        LockWait waiting = new LockWait(sql.name(), settings, stop, listener);
        while (true) {
            Optional<LockHolder> first =
                    sql.acquireWaits() ? seen(session) : Optional.<LockHolder>empty();
            if (first.isEmpty() && insert(session, token, waiting)) {
                break;
            }
            Optional<LockHolder> found = first.isPresent() ? first : seen(session);
            if (found.isEmpty()) {
                waiting.pauseForNobody(blockers(session));
                continue;
            }
            LockHolder holder = found.get();
            if (holder.liveness() == LockHolder.Liveness.DEAD
                    && waiting.mayTakeOver()
                    && takeOver(session, holder, TAKE_OVER_LOCK_TIMEOUT)) {
                listener.on(new ToldEvent.LockTakenOver(holder.holder()));
            } else {
                waiting.pause(holder);
            }
        }
        Holding holding = new Holding(dataSource, sql, token, settings.lease());
        LeaseConnection second =
                new LeaseConnection(holding, session.isPooled(), new LostAnswer(session, sql));
        SecondConnection keeper =
                new SecondConnection(second, settings.lease(), stop::cancelRunning);
        LeaseWatch watch = new LeaseWatch(holding, session, second);
        HeldLock guard = new HeldLock(holding, session, keeper, watch, listener);
        keeper.start();
        watch.start();
        return announced(guard);
    }

    /** A listener that throws gets no lock, and leaves none. */
    private HeldLock announced(HeldLock guard) {
        try {
            listener.on(new ToldEvent.LockAcquired());
            return guard;
        } catch (RuntimeException | Error failure) {
            try {
                guard.close();
            } catch (RuntimeException atRelease) {
                failure.addSuppressed(atRelease);
            }
            throw failure;
        }
    }

    /** Nobody where another session has locked the whole table. */
    private Optional<LockHolder> seen(Session session) {
        try {
            return read(session);
        } catch (SQLException failure) {
            if (SqlError.condition(failure) == Condition.BUSY) {
                return Optional.empty();
            }
            throw DatabaseFailure.during("while the lock was read", failure);
        }
    }

    private Optional<LockHolder> read(Session session) throws SQLException {
        return session.query(sql.holder(), LockRow::read).stream().findFirst();
    }

    private Optional<String> blockers(Session session) {
        try {
            return TableWait.blockers(session, sql);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the lock was waited for", failure);
        }
    }

    /** Who holds the lock, if anybody does. */
    public Optional<LockHolder> holder(Session session) {
        try {
            return read(session);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the lock was read", failure);
        }
    }

    /**
     * Deletes the row of a dead runner, if there is one, for a run that does not need the lock.
     *
     * <p>It never fails and waits for nobody: what stays is the next taker's.
     */
    public void removeDead(Session session) {
        try {
            Optional<LockHolder> left =
                    holder(session).filter(found -> found.liveness() == LockHolder.Liveness.DEAD);
            if (left.isPresent() && takeOver(session, left.get(), REMOVAL_LOCK_TIMEOUT)) {
                LOG.debug("Removed the lock's row of \"{}\", which is dead", left.get().holder());
            }
        } catch (LifeguardException failure) {
            LOG.debug("A dead runner's lock could not be removed", failure);
        }
    }

    private boolean insert(Session session, String token, LockWait waiting) {
        OptionalInt backend = session.driverBackend();
        LockRequest request =
                new LockRequest(
                        token,
                        settings.identity().holder(),
                        settings.lease(),
                        backend.isPresent() ? backend.getAsInt() : null);
        try {
            return session.update(sql.acquire(request)) == 1;
        } catch (SQLException failure) {
            if (SqlError.saysRowTaken(failure)) {
                waiting.refused(failure);
                return false;
            }
            if (SqlError.condition(failure) == Condition.BUSY) {
                waiting.inTheWay(failure);
                return false;
            }
            throw StateTableFault.atWrite(sql.name(), "while the lock was asked for", failure);
        }
    }

    /** False when the dead holder's server process still works: the row stays until it ends. */
    private boolean takeOver(Session session, LockHolder dead, Duration lockTimeout) {
        List<BoundSql> statements = sql.takeOver(dead.token(), lockTimeout);
        try {
            boolean taken = isRemoved(session, statements);
            for (BoundSql over : sql.idleTimeoutOver()) {
                session.update(over);
            }
            return taken;
        } catch (SQLException failure) {
            throw StateTableFault.atWrite(
                    sql.name(), "while a dead runner's lock was removed", failure);
        }
    }

    private static boolean isRemoved(Session session, List<BoundSql> statements)
            throws SQLException {
        try {
            return Transaction.of(session, statements) == 1;
        } catch (SQLException failure) {
            // The row is still kept in place.
            if (SqlError.condition(failure) == Condition.BUSY) {
                return false;
            }
            throw failure;
        }
    }
}
