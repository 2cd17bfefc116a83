package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.Reconnecting;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.state.HeldLock.Question;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Asks the database on fresh connections after that of the work broke, each time for so long at
 * most; a database that was found silent is asked once.
 */
final class QuestionsAfterBreak {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration LONGEST_AGAIN = Duration.ofSeconds(45);
    private static final Duration LONGEST_IN_SILENCE = Duration.ofSeconds(2);

    private final Holding holding;
    private final LeaseWatch watch;

    /** Whether a silent database has had its chance. */
    private boolean unanswered;

    QuestionsAfterBreak(Holding holding, LeaseWatch watch) {
        this.holding = holding;
        this.watch = watch;
    }

    /** Whether a silent database was asked, and has not answered. */
    boolean isUnanswered() {
        return unanswered;
    }

    /**
     * Whether the lock is held after a failure; yes when nobody answers: nothing says that it is
     * lost then.
     */
    boolean isHeld(Session session, SQLException failure) {
        try {
            if (!SqlError.lostConnection(failure)) {
                return holding.isHeld(session);
            }
            // A pool of one connection has another one only after this.
            session.close();
            return ask(() -> Session.open(holding.dataSource()), LONGEST, holding::isHeld);
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
            return true;
        }
    }

    /**
     * Asks; a server that is not ready yet is waited for, one that was found silent is not.
     *
     * @param stop ends the wait for the server
     * @throws SQLException when there is no connection, or no answer
     */
    <T> T ask(StopSignal stop, Question<T> question) throws SQLException {
        return ask(new Reconnecting(holding.dataSource(), stop)::open, LONGEST_AGAIN, question);
    }

    private <T> T ask(FreshSession.Opening opening, Duration longest, Question<T> question)
            throws SQLException {
        if (unanswered) {
            throw new SQLException("the database does not answer", "08006");
        }
        try {
            return FreshSession.ask(
                    opening, watch.isSilent() ? LONGEST_IN_SILENCE : longest, question::ask);
        } catch (SQLException failure) {
            unanswered |= watch.isSilent();
            throw failure;
        }
    }
}
