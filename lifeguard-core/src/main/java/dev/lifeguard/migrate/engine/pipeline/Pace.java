package dev.lifeguard.migrate.engine.pipeline;

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
    private long since;
    private int fast = 1;

    /** At most so many; 1 for one by one. */
    int next() {
        return finished < FIRST ? 1 : fast;
    }

    /** So many of the run are finished at that time of the JVM's. */
    void finished(int migrations, long nanos) {
        if (migrations > finished) {
            long took = Math.max(nanos - since, 1);
            fast = Math.clamp((migrations - finished) * GOAL_NANOS / took, 1, MOST);
        }
        finished = migrations;
        since = nanos;
    }
}
