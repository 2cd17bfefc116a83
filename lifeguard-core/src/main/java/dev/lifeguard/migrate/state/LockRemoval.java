package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deletes the lock's row by hand, whoever holds it.
 *
 * <ol>
 *   <li>The row is read, and deleted by its token. A transaction of its holder's may keep it in
 *       place for as long as a migration takes.
 *   <li>An attempt waits in line for the row, so that it comes before the holder's next step, but
 *       for a second at most (the session's limit): the holder's renewals wait behind it.
 *   <li>Between two attempts there is a pause, in which they pass; there are as many attempts as
 *       the wait's timeout has room for. A row that its holder has deleted meanwhile is nobody's.
 * </ol>
 */
final class LockRemoval {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Session session;
    private final LockSql sql;
    private final TableWait wait;

    LockRemoval(Session session, LockSql sql, TableWait wait) {
        this.session = session;
        this.sql = sql;
        this.wait = wait;
    }

    /** Gives whose the row was; empty where there was none. */
    Optional<LockHolder> remove(Supplier<Optional<LockHolder>> reading) {
        long start = System.nanoTime();
        boolean announced = false;
        session.limits().byServer();
        while (true) {
            Optional<LockHolder> found = reading.get();
            if (found.isEmpty() || isRemoved(found.get())) {
                return found;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(wait.timeout()) >= 0) {
                throw LockMessages.notRemoved(found.get(), wait.timeout());
            }
            if (!announced) {
                wait.listener().on(new ToldEvent.LockWaiting(found.get().holder(), waited));
                announced = true;
            }
            wait.stop().pause(PAUSE, "It was waiting for the lock's row, and nothing was changed.");
        }
    }

    /** False where a transaction keeps it in place, or it is another one by now. */
    private boolean isRemoved(LockHolder holder) {
        try {
            return session.update(sql.release(holder.token())) == 1;
        } catch (SQLException failure) {
            if (SqlError.condition(failure) == Condition.BUSY) {
                return false;
            }
            throw StateTableFault.atWrite(sql.name(), "while the lock was removed", failure);
        }
    }
}
