package dev.lifeguard.migrate.state;

import java.time.Duration;

/**
 * How the lock is asked for and held.
 *
 * @param lease how long it is held without being extended
 * @param timeout how long to wait for it
 * @param identity who asks
 */
public record LockSettings(Duration lease, Duration timeout, RunnerIdentity identity) {}
