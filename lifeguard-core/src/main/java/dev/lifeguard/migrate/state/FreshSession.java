package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one question, after the first one broke.
 *
 * <ol>
 *   <li>It is asked in a thread of its own, which is left behind when nobody answers: neither a
 *       login nor a read of a network that swallows everything ends by itself.
 *   <li>Where it breaks as well, another one is asked, once: a server that panics takes logins
 *       until it sees that a process of its own has died, and then ends all sessions.
 * </ol>
 */
final class FreshSession<T> {

    private static final String NO_ANSWER = "08006";

    private final Opening opening;
    private final Question<T> question;
    private final AtomicReference<@Nullable Session> opened = new AtomicReference<>();

    /** Whether nobody waits for the answer any more. */
    private final AtomicBoolean leftBehind = new AtomicBoolean();

    private FreshSession(Opening opening, Question<T> question) {
        this.opening = opening;
        this.question = question;
    }

    /** How the connection is got. */
    @FunctionalInterface
    interface Opening {

        /** Gets it. */
        Session open() throws SQLException;
    }

    /** What is asked. */
    @FunctionalInterface
    interface Question<T> {

        /** Asks it. */
        T ask(Session fresh) throws SQLException;
    }

    /**
     * The answer.
     *
     * @throws SQLException when there is no connection, or no answer within that time
     */
    static <T> T ask(Opening opening, Duration longest, Question<T> question) throws SQLException {
        return new FreshSession<>(opening, question).answerWithin(longest);
    }

    private T answerWithin(Duration longest) throws SQLException {
        FutureTask<T> task = new FutureTask<>(this::answer);
        LeaseThread thread = new LeaseThread("lifeguard-question", task);
        thread.start();
        if (!thread.endsWithin(longest)) {
            leftBehind.set(true);
            Session unanswered = opened.get();
            if (unanswered != null) {
                unanswered.abort();
            }
            throw new SQLException(
                    "the database did not answer within " + LockMessages.spoken(longest),
                    NO_ANSWER);
        }
        return resultOf(task);
    }

    private T answer() throws SQLException {
        try {
            return askOne();
        } catch (SQLException failure) {
            if (!SqlError.lostConnection(failure)) {
                throw failure;
            }
            return askAnother(failure);
        } catch (DatabaseUnreachableException failure) {
            return askAnother(failure);
        }
    }

    private T askOne() throws SQLException {
        try (Session fresh = opening.open()) {
            opened.set(fresh);
            return question.ask(fresh);
        }
    }

    private <E extends Exception> T askAnother(E broken) throws SQLException, E {
        if (opened.get() == null || leftBehind.get()) {
            throw broken;
        }
        return askOne();
    }

    private static <T> T resultOf(FutureTask<T> task) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
