package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.CancelBlockers;
import java.time.Duration;

/**
 * How a transactional migration gets the locks of tables that others use.
 *
 * @param timeout what a statement waits for a lock; zero for as long as it takes, once
 * @param retry how long a migration that met a lock is tried again, from then on
 * @param cancelled whose sessions are terminated where they are in the way
 * @param longest what any wait is cut to
 */
public record TableLockSettings(
        Duration timeout, Duration retry, CancelBlockers cancelled, LongestWait longest) {

    /** Where nothing is said. */
    public static final TableLockSettings USUAL =
            new TableLockSettings(
                    Duration.ofMillis(500),
                    Duration.ofMinutes(10),
                    new CancelBlockers.None(),
                    LongestWait.ANY);

    /** The same where sessions in the way are terminated. */
    public TableLockSettings cancelling(CancelBlockers those) {
        return new TableLockSettings(timeout, retry, those, longest);
    }

    /** The same on a session on which a wait can be so long. */
    public TableLockSettings within(LongestWait most) {
        return new TableLockSettings(most.of(timeout), retry, cancelled, most);
    }
}
