package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the lock's row at the end of a run, on a fresh connection when the first one is broken.
 *
 * <ol>
 *   <li>The server process of a broken connection may still be at work: without it the row would
 *       let the next runner in beside it. So the row stays until that process is gone. Where that
 *       takes long, or there is no fresh connection, it is left for the next runner, which finds
 *       the process gone or the lease run out.
 *   <li>It is done in a thread of its own, which is left behind when the server does not answer any
 *       more: its connections are aborted, and it does not keep the run from ending.
 * </ol>
 */
final class LockRelease {

    /** Together longer than client_connection_check_interval, after which a statement ends. */
    private static final int LOOKS_FOR_THE_END = 30;

    private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final Holding holding;
    private final Session session;
    private final LastWrite last;
    private final AtomicReference<String> notReleased = new AtomicReference<>("");
    private final AtomicReference<String> notWritten = new AtomicReference<>("");
    private volatile @Nullable Session fresh;

    LockRelease(Holding holding, Session session, LastWrite last) {
        this.holding = holding;
        this.session = session;
        this.last = last;
    }

    /** Releases it; gives what is to be told where it was not released, or nothing was written. */
    List<String> run() {
        LeaseThread thread = new LeaseThread("lifeguard-release", this::release);
        thread.start();
        if (!thread.endsWithin(LONGEST)) {
            abort();
            thread.interrupt();
            thread.endsWithin(LONGEST_END);
            return List.of(
                    LockMessages.notReleased(
                            "the database did not answer within " + LockMessages.spoken(LONGEST)));
        }
        return Stream.of(notWritten.get(), notReleased.get())
                .filter(why -> !why.isEmpty())
                .toList();
    }

    private void abort() {
        session.abort();
        Session second = fresh;
        if (second != null) {
            second.abort();
        }
    }

    private void release() {
        try {
            write(session);
            delete();
        } catch (SQLException failure) {
            if (SqlError.condition(failure) == Condition.FORBIDDEN) {
                notReleased.set(LockMessages.mayNotRelease(holding.sql().name(), failure));
            } else {
                releaseOnFreshConnection(failure);
            }
        } catch (RuntimeException broken) {
            releaseOnFreshConnection(broken);
        }
    }

    private void write(Session on) throws SQLException {
        notWritten.set(last.write(on).orElse(""));
    }

    private void notReleased(String why) {
        notReleased.set(LockMessages.notReleased(why));
    }

    private void delete() throws SQLException {
        int deleted;
        try {
            deleted = session.update(holding.sql().release(holding.token()));
        } catch (SQLException failure) {
            // A cancel that was meant for the migration's statement came too late for it.
            if (SqlError.condition(failure) != Condition.CANCELLED) {
                throw failure;
            }
            deleted = session.update(holding.sql().release(holding.token()));
        }
        if (deleted == 0 && holding.isHeld(session)) {
            notReleased(
                    "the DELETE of its row did nothing, as a rule or a trigger of the state table"
                            + " may have it");
        }
    }

    private void releaseOnFreshConnection(Exception broken) {
        try {
            // A pool of one connection has another one only after this.
            session.close();
            try (Session second = Session.open(holding.dataSource())) {
                fresh = second;
                if (!releaseOfEnded(second)) {
                    notReleased("its server process is still at work");
                }
                write(second);
            }
        } catch (SQLException unreachable) {
            notReleased(SqlError.of(unreachable).inSentence());
        } catch (RuntimeException failure) {
            failure.addSuppressed(broken);
            notReleased(failure.toString());
        }
    }

    private boolean releaseOfEnded(Session second) throws SQLException {
        for (int look = 1; look <= LOOKS_FOR_THE_END; look++) {
            if (second.update(holding.sql().releaseOfEnded(holding.token())) == 1
                    || !holding.isHeld(second)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_BETWEEN_LOOKS.toNanos());
        }
        return false;
    }
}
