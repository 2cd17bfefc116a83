package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a state table that another session has locked, with statements that each give up soon.
 *
 * @param timeout how long in all
 * @param stop ends it
 * @param listener hears who is in the way
 */
public record TableWait(Duration timeout, StopSignal stop, MigrationListener listener) {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A statement on the table. */
    @FunctionalInterface
    interface Attempt<T> {

        /** Makes it. */
        T make() throws SQLException;
    }

    /**
     * Makes an attempt again and again until the table is free.
     *
     * @throws dev.lifeguard.migrate.error.LockTimeoutException when it never was
     */
    <T> T make(Session session, LockSql sql, Attempt<T> attempt) throws SQLException {
        long start = System.nanoTime();
        boolean announced = false;
        while (true) {
            try {
                return attempt.make();
            } catch (SQLException failure) {
                if (!mayBeLocked(session, failure)) {
                    throw failure;
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                Optional<String> blockers = blockers(session, sql);
                if (blockers.isPresent() && !announced) {
                    listener.on(new ToldEvent.LockWaiting(blockers.get(), waited));
                    announced = true;
                }
                boolean slow =
                        blockers.isEmpty() && SqlError.condition(failure) == Condition.CANCELLED;
                if (!slow && waited.compareTo(timeout) >= 0) {
                    throw LockMessages.tableLocked(
                            timeout, blockers.orElse("another session"), failure);
                }
                stop.pause(PAUSE, "It was waiting for the state table, and nothing was changed.");
            }
        }
    }

    /** The driver's own limit ends the first statement like somebody's cancel, slow or locked. */
    private boolean mayBeLocked(Session session, SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case BUSY -> true;
            case CANCELLED -> session.limits().byServer() && !stop.isRequested();
            default -> false;
        };
    }

    /**
     * Who has locked the table, or waits to; empty where nobody does or the database cannot say.
     */
    static Optional<String> blockers(Session session, LockSql sql) throws SQLException {
        Optional<BoundSql> question = sql.tableLockers();
        if (question.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join("; ", session.query(question.get(), row -> row.getString(1)));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }
}
