package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One wait for the lock, from its first attempt to its timeout. */
final class LockWait {

    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(15);

    /** So often a holder does not come and go between the insert of a row and its reading. */
    private static final int REFUSALS = 10;

    private static final long POLL_MIN_MILLIS = 100;
    private static final long POLL_MAX_MILLIS = 500;

    private final TableName table;
    private final LockSettings settings;
    private final StopSignal stop;
    private final MigrationListener listener;

    private final long start = System.nanoTime();
    private Duration nextAnnouncement = Duration.ZERO;
    private boolean tookOver;

    /** Why the last insert of the row failed; null where it did nothing. */
    private @Nullable SQLException failure;

    /** How often in a row a key refused it although nobody's row was seen. */
    private int refusals;

    LockWait(TableName table, LockSettings settings, StopSignal stop, MigrationListener listener) {
        this.table = table;
        this.settings = settings;
        this.stop = stop;
        this.listener = listener;
    }

    /** A row of one of its keys is there already: its holder's, unless none is seen. */
    void refused(SQLException taken) {
        failure = taken;
        refusals++;
    }

    /** Another transaction keeps the row from being inserted. */
    void inTheWay(SQLException busy) {
        failure = busy;
        refusals = 0;
    }

    /** Not twice without a pause: something puts the dead row back. */
    boolean mayTakeOver() {
        tookOver = !tookOver;
        return tookOver;
    }

    void pause(LockHolder holder) {
        Duration waited = waited();
        requireTimeLeft(waited, () -> LockMessages.timeout(holder, settings));
        refusals = 0;
        failure = null;
        announce(holder.holder(), waited);
        pause(waited);
    }

    private void announce(String who, Duration waited) {
        if (waited.compareTo(nextAnnouncement) >= 0) {
            listener.on(new ToldEvent.LockWaiting(who, waited));
            nextAnnouncement = waited.plus(ANNOUNCE_EVERY);
        }
    }

    /** The holder went away in between, or the table lets nobody see or write its row. */
    void pauseForNobody(Optional<String> lockers) {
        Duration waited = waited();
        SQLException last = failure;
        if (lockers.isEmpty() && last != null && refusals >= REFUSALS) {
            throw StateTableFault.refusing(table, last);
        }
        requireTimeLeft(waited, () -> unseen(lockers, last));
        lockers.ifPresent(who -> announce(who, waited));
        pause(waited);
    }

    private LockTimeoutException unseen(Optional<String> lockers, @Nullable SQLException last) {
        boolean locked = last != null && SqlError.condition(last) == Condition.BUSY;
        return lockers.isPresent() || locked
                ? LockMessages.tableLocked(
                        settings.timeout(), lockers.orElse("another session"), last)
                : LockMessages.neverThere(settings.timeout(), last);
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void requireTimeLeft(Duration waited, Supplier<LockTimeoutException> over) {
        if (waited.compareTo(settings.timeout()) >= 0) {
            throw over.get();
        }
    }

    private void pause(Duration waited) {
        tookOver = false;
        Duration left = settings.timeout().minus(waited);
        Duration poll =
                Duration.ofMillis(
                        ThreadLocalRandom.current().nextLong(POLL_MIN_MILLIS, POLL_MAX_MILLIS));
        stop.pause(
                poll.compareTo(left) < 0 ? poll : left,
                "It was waiting for the lock, and nothing was changed.");
    }
}
