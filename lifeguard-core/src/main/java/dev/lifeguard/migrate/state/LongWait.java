package dev.lifeguard.migrate.state;

import java.time.Duration;
import java.util.List;

/**
 * A wait for a lock that goes on.
 *
 * @param waited by now
 * @param inTheWay who is seen in the way, for the middle of a sentence each
 */
public record LongWait(Duration waited, List<String> inTheWay) {

    /** Copies the list. */
    public LongWait {
        inTheWay = List.copyOf(inTheWay);
    }
}
