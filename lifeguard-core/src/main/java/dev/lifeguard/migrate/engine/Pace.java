package dev.lifeguard.migrate.engine;

import java.time.Duration;

/**
 * How many migrations are sent together: as many as take a tenth of a second if they are as fast as
 * the last ones. The first ones of a run go one by one, so that a short run hears of each when it
 * is done, and so does any run of slow ones.
 */
final class Pace {

    private static final int FIRST = 8;
    private static final int MOST = 25;
    private static final long GOAL_NANOS = Duration.ofMillis(100).toNanos();

    private int finished;
    private int fast = 1;

    /** At most so many; 1 for one by one. */
    int next() {
        return finished < FIRST ? 1 : fast;
    }

    /** So many took that long. */
    void took(int migrations, Duration time) {
        finished += migrations;
        fast = Math.clamp(migrations * GOAL_NANOS / Math.max(time.toNanos(), 1), 1, MOST);
    }
}
