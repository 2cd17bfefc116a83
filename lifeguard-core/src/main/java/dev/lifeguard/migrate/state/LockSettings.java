package dev.lifeguard.migrate.state;

import java.time.Duration;

/**
 * How the lock is asked for and held.
 *
 * @param lease how long it is held without being extended
 * @param timeout how long to wait for it
 * @param identity who asks
 */
public record LockSettings(Duration lease, Duration timeout, RunnerIdentity identity) {

    /** The timeout as messages say it, for example {@code 5 min}. */
    public String spokenTimeout() {
        return LockMessages.spoken(timeout);
    }

    /**
     * How long a frozen runner may sit idle in a transaction before the server ends it.
     *
     * <p>It is counted from the end of the statement in the middle of which the runner froze, so
     * with the whole lease the row would stay in place for longer than that.
     */
    public Duration idleTimeout() {
        // Duration's own division needs BigDecimal, whose initializer takes JDK 25 20 ms.
        return Duration.ofNanos(lease.toNanos() / 3 * 2);
    }
}
