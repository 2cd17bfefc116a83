package dev.lifeguard.migrate.engine.run;

import java.time.Duration;

/**
 * What a statement can wait for a lock at most, where the server ends one that takes too long: of a
 * statement that waits by then it would not say so, and it would count as cancelled.
 *
 * @param most zero for any time
 */
public record LongestWait(Duration most) {

    /** Where no statement is ended for its time. */
    public static final LongestWait ANY = new LongestWait(Duration.ZERO);

    /**
     * Of a session. A fifth of the time is left for what a statement does before it waits.
     *
     * @param statementTimeout zero for any time
     */
    public static LongestWait within(Duration statementTimeout) {
        return statementTimeout.isZero()
                ? ANY
                : new LongestWait(
                        Duration.ofMillis(Math.max(1, statementTimeout.toMillis() * 4 / 5)));
    }

    /** A limit of waits, zero for none, as it can be. Without one nothing is tried again. */
    public Duration of(Duration limit) {
        return most.isZero() || limit.isZero() || limit.compareTo(most) < 0 ? limit : most;
    }
}
