package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Gets a connection to a database that was lost in the middle of a run, to ask what it has kept.
 *
 * <p>After a crash a server that is up says for some time that it is not ready; that is waited for
 * longer than for one that does not answer.
 */
public final class Reconnecting {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration UNANSWERED = Duration.ofSeconds(2);
    private static final Duration NOT_READY = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final StopSignal stop;

    /** A connection that is not asked for yet. */
    public Reconnecting(DataSource dataSource, StopSignal stop) {
        this.dataSource = dataSource;
        this.stop = stop;
    }

    /**
     * Opens it.
     *
     * @throws SQLException when there was none in that time
     * @throws dev.lifeguard.migrate.error.MigrationInterruptedException when told to stop meanwhile
     */
    public Session open() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return Session.open(dataSource);
            } catch (SQLException failure) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(longest(failure)) >= 0) {
                    throw failure;
                }
                stop.pause(PAUSE, "It was waiting for the database.");
            }
        }
    }

    private static Duration longest(SQLException failure) {
        if (!DatabaseFailure.mayPass(failure)) {
            return Duration.ZERO;
        }
        return DatabaseFailure.condition(failure) == Condition.NOT_READY ? NOT_READY : UNANSWERED;
    }
}
