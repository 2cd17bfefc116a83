package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's transaction sets for itself before the script runs.
 *
 * @param searchPath where unqualified names are looked up, in the database's own notation; null
 *     where the session has set it, and the time zone, already
 * @param idleTimeout how long a frozen runner may sit in the transaction before the server ends it
 * @param lockTimeout how long a statement waits for a lock, or null for as long as it takes
 */
public record TransactionSettings(
        @Nullable String searchPath, Duration idleTimeout, @Nullable Duration lockTimeout) {}
