package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.state.HeldLock.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question to the second connection, and its answer, which one thread gives another. */
final class LookUp<T> {

    private final Question<T> question;
    private final Duration longest;
    private volatile boolean ended;
    private volatile @Nullable T answer;

    /**
     * Not asked yet.
     *
     * @param longest what the answer may take
     */
    LookUp(Question<T> question, Duration longest) {
        this.question = question;
        this.longest = longest;
    }

    Duration longest() {
        return longest;
    }

    /**
     * Asks it.
     *
     * @throws SQLException where the connection is gone
     */
    void askOn(LeaseConnection connection) throws SQLException {
        answer = connection.look(question, longest).orElse(null);
    }

    /** Nobody will ask it any more. */
    void end() {
        ended = true;
    }

    /** Whether there will be no other answer. */
    boolean isEnded() {
        return ended;
    }

    /** Empty where there is none. */
    Optional<T> answer() {
        return Optional.ofNullable(answer);
    }
}
