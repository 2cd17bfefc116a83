package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one question, after the first one broke.
 *
 * <p>It is asked in a thread of its own, which is left behind when nobody answers: neither a login
 * nor a read of a network that swallows everything ends by itself.
 */
final class FreshSession {

    private static final String NO_ANSWER = "08006";

    private FreshSession() {}

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
        AtomicReference<@Nullable Session> opened = new AtomicReference<>();
        FutureTask<T> task =
                new FutureTask<>(
                        () -> {
                            try (Session fresh = opening.open()) {
                                opened.set(fresh);
                                return question.ask(fresh);
                            }
                        });
        LeaseThread thread = new LeaseThread("lifeguard-question", task);
        thread.start();
        if (!thread.endsWithin(longest)) {
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
