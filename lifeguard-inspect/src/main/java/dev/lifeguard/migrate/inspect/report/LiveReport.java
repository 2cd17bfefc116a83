package dev.lifeguard.migrate.inspect.report;

import java.time.Duration;

/** A report that is read anew as often as somebody looks, but not too often; for one thread. */
final class LiveReport {

    private static final Duration SOONEST = Duration.ofMillis(900);

    private final ReportReader reader;
    private Report last;
    private long restUntil = System.nanoTime();

    LiveReport(ReportReader reader, Report first) {
        this.reader = reader;
        this.last = first;
    }

    /** What was seen last. */
    Report now() {
        return last;
    }

    /**
     * What is seen now, or was a moment ago.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database does not answer
     */
    Report fresh() {
        long begin = System.nanoTime();
        if (begin - restUntil < 0) {
            return last;
        }
        last = reader.again(last);
        long end = System.nanoTime();
        restUntil = end + Math.max(SOONEST.toNanos(), 2 * (end - begin));
        return last;
    }
}
