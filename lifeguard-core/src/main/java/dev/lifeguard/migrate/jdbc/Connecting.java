package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Gets the connection of a run, and waits for a database that is not up yet. */
public final class Connecting {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final String WAITING =
            "It was waiting for the database, and nothing was changed.";

    private final DataSource dataSource;
    private final Duration timeout;
    private final StopSignal stop;
    private final MigrationListener listener;

    /**
     * A connection that is not asked for yet.
     *
     * @param timeout how long to go on trying; zero for one attempt
     */
    public Connecting(
            DataSource dataSource, Duration timeout, StopSignal stop, MigrationListener listener) {
        this.dataSource = dataSource;
        this.timeout = timeout;
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * Opens it. What may pass by itself is tried again with growing pauses: a closed port, a server
     * that starts or stops, one without a free connection. A refused login is not.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException with the last failure
     * @throws dev.lifeguard.migrate.error.MigrationInterruptedException when told to stop
     */
    public Session open() {
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            long attempt = System.nanoTime();
            try {
                return Session.open(dataSource);
            } catch (SQLException said) {
                Duration took = Duration.ofNanos(System.nanoTime() - attempt);
                SQLException failure = Silence.named(said, took, dataSource);
                // An interrupt ends a virtual thread's attempt as if the server were gone.
                if (stop.isRequested()) {
                    throw StopSignal.stopped(WAITING);
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                Duration left = timeout.minus(waited);
                if (left.isNegative() || left.isZero() || !DatabaseFailure.mayPass(failure)) {
                    throw timeout.isZero() || !DatabaseFailure.mayPass(failure)
                            ? DatabaseFailure.atConnect(failure)
                            : DatabaseFailure.atConnect(failure, waited);
                }
                if (pause.equals(FIRST_PAUSE)) {
                    listener.on(
                            new ToldEvent.DatabaseWaiting(
                                    DatabaseFailure.reason(failure), timeout));
                }
                Duration jittered =
                        pause.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126))
                                .dividedBy(100);
                stop.pause(jittered.compareTo(left) < 0 ? jittered : left, WAITING);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        }
    }
}
