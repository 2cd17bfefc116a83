package dev.lifeguard.migrate.engine.run;

import java.time.Duration;

/**
 * How a transactional migration gets the locks of tables that others use.
 *
 * @param timeout what a statement waits for a lock; zero for as long as it takes, once
 * @param retry how long a migration that met a lock is tried again, from then on
 */
public record TableLockSettings(Duration timeout, Duration retry) {

    /** Where nothing is said. */
    public static final TableLockSettings USUAL =
            new TableLockSettings(Duration.ofMillis(500), Duration.ofMinutes(10));
}
