package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.jdbc.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a batch is tried again that met another transaction's lock or a limit of time: with half its
 * rows, behind a sleep between 0.2 s and 0.5 s, whose upper end doubles up to 10 s, for as long as
 * is allowed.
 */
final class BusyRetry {

    private static final long SHORTEST = 200;
    private static final long FIRST = 500;
    private static final long LONGEST = 10_000;
    private static final int MOST_DOUBLINGS = 5;

    private final Duration longest;
    private long first;
    private int tries;
    private int size;

    BusyRetry(Duration longest) {
        this.longest = longest;
    }

    /** A batch of that size begins. */
    void tries(int rows) {
        size = rows;
    }

    /** The size of the one that is under way; 0 where none is. */
    int tried() {
        return size;
    }

    /** It is committed. */
    void over() {
        tries = 0;
        size = 0;
    }

    /**
     * The size of the next try; 0 where none had begun, so that it stays.
     *
     * @throws SQLException the same, where there is none
     */
    int sizeAfter(SQLException failure, StopSignal stop) throws SQLException {
        again(failure, stop);
        int tried = size;
        size = 0;
        return tried == 0 ? 0 : BatchSize.halved(tried);
    }

    /**
     * Counts a try that failed.
     *
     * @throws SQLException the same, where it is not tried again
     */
    void again(SQLException failure, StopSignal stop) throws SQLException {
        if (!RangeRunner.mayPass(failure) || stop.isRequested()) {
            throw failure;
        }
        first = tries == 0 ? System.nanoTime() : first;
        tries++;
        if (System.nanoTime() - first > longest.toNanos()) {
            throw failure;
        }
    }

    /** How long to wait before it. */
    Duration pause() {
        long upper = Math.min(LONGEST, FIRST << Math.min(tries - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHORTEST, upper + 1));
    }
}
